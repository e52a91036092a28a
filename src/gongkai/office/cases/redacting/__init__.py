"""区分处理台: marking a file page by page, making the covered file, checking it."""
