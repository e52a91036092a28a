"""`gongkai report compare`: cells and prose of two reports side by side."""

import argparse

from gongkai.cli.output import complain, read_named, write_text
from gongkai.documents.errors import DocumentError


def run(options: argparse.Namespace) -> int:
    from gongkai.documents.rendering import render_comparison
    from gongkai.domain.reports.comparing import compare

    try:
        comparison = compare(*(read_named(one, one.name) for one in (options.old, options.new)))
        write_text(render_comparison(comparison, options.format), options.output)
    except DocumentError as why:
        complain(why.message, why.advice)
        return 2
    return 0
