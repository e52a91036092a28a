"""Every public page rendered to a folder, replaced atomically, listed in a signed manifest."""
