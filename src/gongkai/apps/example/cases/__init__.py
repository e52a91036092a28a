"""Applications, reviews and suits of the example county: made by the real acts on the days they happened."""
