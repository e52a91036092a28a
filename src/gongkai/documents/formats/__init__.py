"""One module for each foreign format: bytes in, `Document` out."""
