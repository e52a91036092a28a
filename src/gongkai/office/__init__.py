"""The staff's door, inside the Wagtail admin: lists, forms, desks. No facts of its own."""
