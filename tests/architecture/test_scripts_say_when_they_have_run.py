"""Every script that a page names says at its end that it has run: `data-ready`, which the browser tests await."""

import re
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "gongkai"
NAMED = re.compile(r"""<script type="module" src="\{% static '([^']+)' %\}">""")
# Puts the reader's choices in place before the page is drawn, and does nothing else.
EARLY = """<script src="{% static 'public/kept.js' %}"></script>"""
# Wagtail's own frame, repeated for its notice (tests/office/test_no_way_around.py): the script is its own.
LIBRARYS_OWN = PACKAGE / "office/templates/wagtailadmin/skeleton.html"
MARK = 'document.documentElement.dataset.ready = "";'


def test_every_entry_script_ends_with_the_mark() -> None:
    templates = list(PACKAGE.rglob("templates/**/*.html"))
    named = {name for one in templates for name in NAMED.findall(one.read_text(encoding="utf-8"))}
    assert named
    for name in sorted(named):
        (script,) = PACKAGE.rglob(f"static/{name}")
        lines = script.read_text(encoding="utf-8").rstrip().rstrip("}\n").rstrip().splitlines()
        assert lines[-1].strip() == MARK, f"{name} does not end with {MARK}"


def test_no_script_is_named_in_another_way() -> None:
    """A script that is not a module would run before the page is whole, unseen by the test above."""
    for template in set(PACKAGE.rglob("templates/**/*.html")) - {LIBRARYS_OWN}:
        text = template.read_text(encoding="utf-8")
        assert text.replace(EARLY, "").count("<script") == len(NAMED.findall(text)), template.name
