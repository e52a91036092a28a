"""Two people look at letters at the same moment: both get their pages."""

from concurrent.futures import ThreadPoolExecutor

from gongkai.documents.letters import templates
from gongkai.documents.letters.pdf import render_letter_pages
from tests.documents.letters.example_letters import example_letter


def test_pages_are_set_for_many_at_once() -> None:
    letter = example_letter(templates()["N04"])
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: render_letter_pages(letter), range(8)))
    assert all(pages == made[0] for pages in made)
