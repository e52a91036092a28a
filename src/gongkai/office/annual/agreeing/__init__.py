"""The page on which the 司法行政 department holds the numbers of normative documents against its register."""
