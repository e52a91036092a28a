"""The digest of a compilation is that of its cells, not of the order in which a database gives them back."""

from gongkai.apps.annual.compiling.unit import digest_of


def test_the_order_of_the_cells_does_not_matter() -> None:
    cells = {"t2.licences": "7", "t3.new.total": None, "t2.fees": "1.50"}
    turned = dict(reversed(cells.items()))
    assert list(turned) != list(cells)
    assert digest_of(2025, cells) == digest_of(2025, turned)
    assert digest_of(2025, cells) != digest_of(2025, cells | {"t3.new.total": "0"})
    assert digest_of(2025, cells) != digest_of(2024, cells)
