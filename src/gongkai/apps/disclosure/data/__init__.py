"""Lists and numbers that come with the program, read strictly, each with its source."""
