"""The open data interface: published things for everybody; figures from programs with a key. No models."""
