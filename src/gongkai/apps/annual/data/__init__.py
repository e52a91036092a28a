"""Parts of the annual report."""
