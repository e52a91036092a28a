"""Reports of years before the platform: read from their files, held against the rules, kept with the file."""
