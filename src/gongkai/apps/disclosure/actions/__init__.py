"""Official acts about publication, one function each. Signatures are kept."""
