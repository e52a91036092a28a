"""The citizen's door: pages, components and the tools that need no account. No models."""
