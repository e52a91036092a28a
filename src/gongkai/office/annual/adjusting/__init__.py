"""结转调整: why this year's opening is not last year's closing."""
