"""`gongkai report form`: an empty form for a year and organ that the reader takes back."""

import argparse

from gongkai.cli.output import complain, write_bytes
from gongkai.documents.errors import DocumentError


def run(options: argparse.Namespace) -> int:
    from gongkai.documents.rendering import empty_form

    try:
        write_bytes(empty_form(options.year, options.organ, options.to), options.output)
    except DocumentError as why:
        complain(why.message, why.advice)
        return 2
    return 0
