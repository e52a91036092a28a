"""Lists of the app as data, read strictly."""
