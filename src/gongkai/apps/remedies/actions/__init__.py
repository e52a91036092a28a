"""Acts on reviews and lawsuits."""
