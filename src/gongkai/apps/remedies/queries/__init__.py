"""What is asked of reviews and lawsuits."""
