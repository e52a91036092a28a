"""The command line: `gongkai …`. Stands on the domain and the documents; knows no framework."""
