"""The start of a process that helps to render. Imported before Django knows its apps: imports nothing."""


def start() -> None:
    """Set Django up, before the first batch is unpickled."""
    import django

    django.setup()
