"""The same index kept by an OpenSearch server. Not run against a server: see docs/operations/search.md."""
