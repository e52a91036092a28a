"""年报校核台: drop a report, see it drawn with what is wrong, take it away in any format. Keeps nothing."""
