"""The small county that the other tests stand on."""

import pytest

from gongkai.apps.disclosure.models import Edition
from gongkai.apps.organs.access import Forbidden, may, require
from tests.county import make_county, make_edition

pytestmark = pytest.mark.django_db


def test_posts_reach_their_own_organ_only():
    county = make_county()
    clerk = county.actor("clerk")
    assert may(clerk, "item.write", county.department.pk)
    assert not may(clerk, "item.write", county.township.pk)
    assert may(county.actor("county_office"), "item.withdraw", county.township.pk)


def test_nobody_reviews_what_they_wrote():
    county = make_county()
    reviewer = county.actor("first_reviewer")
    require(reviewer, "item.review_first", county.department.pk)
    with pytest.raises(Forbidden, match="不能自己"):
        require(
            reviewer,
            "item.review_first",
            county.department.pk,
            authors=frozenset({reviewer.person_id}),
        )


def test_only_one_edition_of_an_item_is_public():
    county = make_county()
    edition = make_edition(county)
    assert list(Edition.objects.public()) == [edition]
