"""依申请公开 in the back office: the case desk, and the rooms that join it (`joining.py`)."""
