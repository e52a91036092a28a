"""`gongkai report compare`: cells and prose of two reports side by side."""

import argparse

from gongkai.cli.output import complain, write_text
from gongkai.documents.errors import DocumentError


def run(options: argparse.Namespace) -> int:
    from gongkai.documents.reader import read_report_file
    from gongkai.documents.rendering import render_comparison
    from gongkai.domain.reports.comparing import compare

    try:
        comparison = compare(read_report_file(options.old), read_report_file(options.new))
        write_text(render_comparison(comparison, options.format), options.output)
    except DocumentError as why:
        complain(why.message, why.advice)
        return 2
    return 0
