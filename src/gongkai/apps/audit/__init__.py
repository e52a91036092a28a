"""The log of acts: append-only, hash-chained, sealed by day. Nothing in it is changed or deleted."""
