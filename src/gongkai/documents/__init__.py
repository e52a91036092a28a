"""Foreign formats in and out. Everything that comes in is bounded and hostile until read."""
