"""文书: choosing, writing, reviewing, signing and serving letters, and the county-wide register of them."""
