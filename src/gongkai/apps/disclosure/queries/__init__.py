"""Questions about publication: what waits, what is public, what is counted, with the list behind it."""
