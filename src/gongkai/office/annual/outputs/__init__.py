"""A report's files before and after it is signed: looked at page by page, read back, downloaded; its public page."""
