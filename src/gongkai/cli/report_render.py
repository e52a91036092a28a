"""`gongkai report render`: any readable report in the official form, read back before it is left."""

import argparse

from gongkai.cli.output import complain
from gongkai.documents.errors import DocumentError


def run(options: argparse.Namespace) -> int:
    from gongkai.documents.reader import read_report_file
    from gongkai.documents.rendering import write_report

    try:
        write_report(read_report_file(options.file), options.to, options.output)
    except DocumentError as why:
        complain(why.message, why.advice)
        return 2
    return 0
