"""The signed list of every public file: what should lie in the folder, checkable without the database."""
