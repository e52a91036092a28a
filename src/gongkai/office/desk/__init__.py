"""今天要办的: the first page of the office."""
