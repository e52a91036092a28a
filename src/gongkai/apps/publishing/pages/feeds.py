"""Atom feeds of a column, an organ, the site."""

from collections.abc import Sequence

from gongkai.apps.publishing.pages.shell import Shell, environment
from gongkai.apps.publishing.pages.shelves import Row

LENGTH = 20


def feed(shell: Shell, title: str, address: str, rows: Sequence[Row]) -> bytes:
    """The newest of a list. `updated` is the newest entry's day, so that equal content gives equal bytes."""
    shown = rows[:LENGTH]
    site = shell.world.site
    template = environment().get_template("public/feed.xml")
    return template.render(
        title=title,
        site=site,
        home=site.full(address),
        itself=site.full(f"{address}feed.xml"),
        updated=(shown[0].at if shown else None),
        entries=[
            (row, site.full(row.address), shell.world.organs[row.organ_id].name) for row in shown
        ],
    ).encode()
