"""The open data interface: read-only, published things only. No models."""
