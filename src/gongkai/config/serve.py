"""`python -m gongkai.config.serve`: the site on 127.0.0.1:8000, or the port in `PORT`."""

import sys

from gunicorn.app.wsgiapp import WSGIApplication


def main() -> None:
    """Serve until interrupted; the settings of the server are in `gongkai.config.gunicorn`."""
    sys.argv = ["gongkai", "--config", "python:gongkai.config.gunicorn"]
    WSGIApplication("%(prog)s [OPTIONS]").run()


if __name__ == "__main__":
    main()
