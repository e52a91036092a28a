"""What stands beside the items: columns, guides, the normative ledger, interpretations, catalogue, words."""
