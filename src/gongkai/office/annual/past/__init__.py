"""往年报告: files taken in, shown as they were read, kept after a look."""
