"""The gates: how far an item has come, what a reviewer decides, what follows publication."""
