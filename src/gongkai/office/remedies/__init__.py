"""复议诉讼 in the back office: the list, the page of one, its forms; the ledger of the year's 表三 and 表四."""
