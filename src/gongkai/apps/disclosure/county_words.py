"""The county's own words, as the office keeps them."""

from gongkai.apps.disclosure.models import CountyWord
from gongkai.apps.disclosure.wordlists import Word


def county_words() -> tuple[Word, ...]:
    """The list as it is now."""
    rows = CountyWord.objects.order_by("id").values_list("wrong", "right", "blocks", "note")
    return tuple(Word(*row) for row in rows)
