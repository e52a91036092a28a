"""Whatever is typed into the form: values or sentences, shown as text, never an error of the program."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps import clock
from gongkai.portal.applying import forms
from tests.apps.cases.example_cases import at
from tests.apps.cases.online_cases import DAY
from tests.county import make_county
from tests.portal.applying.test_journey import Walk

pytestmark = pytest.mark.django_db
hostile = st.text(max_size=200) | st.sampled_from(
    ["\x00", "<script>alert(1)</script>", "{{7*7}}", "'; drop table cases_case;--", "０" * 300, "\ud7ff" * 9]
)  # fmt: skip
FIELDS = sorted(forms.WhoForm.base_fields)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(FIELDS), hostile, max_size=14))
def test_any_input_gives_values_or_sentences(typed: dict[str, str]) -> None:
    for kind in (forms.WhoForm, forms.RequestForm, forms.HowForm):
        form = kind(typed)
        kept = forms.kept_values(form, typed)
        assert all(isinstance(one, bool) or len(one) <= 10_000 for one in kept.values())
        if not form.is_valid():
            assert all(text for texts in form.errors.values() for text in texts)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile, hostile, hostile)
def test_hostile_words_stand_as_text(walk: Walk, name: str, text: str, go: str) -> None:
    client = walk.client
    with clock.stopped_at(at(DAY)):
        key = walk.key("/apply/jyj/what/")
        for path, data in (
            ("what", {"r0-name": name, "r0-text": text}),
            ("who", {"name": name, "address": text, "id_number": go}),
            ("how", {"form_wanted": name, "needs_assistance": text}),
            ("files", {}),
        ):
            answer = client.post(f"/apply/jyj/{path}/", {"key": key, "go": go, **data})
            assert answer.status_code in (200, 302, 422)
            page = client.get("/apply/jyj/check/").content.decode()
            assert "<script>alert" not in page and "\x00" not in page
        answer = client.post("/apply/status/", {"number": name, "code": text})
        assert answer.status_code in (422, 429)


@pytest.fixture
def walk(tmp_path: Any, settings: Any) -> Walk:
    settings.SEALED_ROOT = tmp_path
    make_county()
    made = Walk(Client())
    with clock.stopped_at(at(DAY)):
        assert made.client.post("/apply/jyj/").status_code == 302
    return made
