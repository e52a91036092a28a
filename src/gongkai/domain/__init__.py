"""What the law says: pure Python and its own YAML. No Django, no foreign formats, no network, no clock."""
