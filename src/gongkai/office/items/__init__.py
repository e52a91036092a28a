"""信息: the list, the editor, the page of one item."""
