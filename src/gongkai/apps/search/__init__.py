"""Full-text search of what is published, behind one interface."""
