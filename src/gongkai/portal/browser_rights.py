"""What a page may not ask of the visitor's device; the same for files and for the program's answers."""

PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "microphone=(), payment=(), usb=()"
)
