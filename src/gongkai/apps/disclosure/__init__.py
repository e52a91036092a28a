"""What is published: columns, items and their editions, normative documents, interpretations, guides."""
