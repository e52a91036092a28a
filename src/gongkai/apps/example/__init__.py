"""The example county: organs, people and a seeded year of content, marked as an example."""
