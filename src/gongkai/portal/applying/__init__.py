"""网上申请: the public form, its receipt, and the citizen's own page; no account, no script needed."""
