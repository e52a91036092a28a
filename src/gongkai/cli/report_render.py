"""`gongkai report render`: any readable report in the official form, read back before it is left."""

import argparse

from gongkai.cli.output import complain, read_named
from gongkai.documents.errors import DocumentError


def run(options: argparse.Namespace) -> int:
    from gongkai.documents.rendering import write_report

    try:
        write_report(read_named(options.file, options.file.name), options.to, options.output)
    except DocumentError as why:
        complain(why.message, why.advice)
        return 2
    return 0
