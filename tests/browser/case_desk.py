"""What the journeys of cases have in common: people of the desk at their pages, and a stranger at the portal."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import expect

from gongkai.apps import clock
from gongkai.apps.publishing.pages.shell import make_shell
from gongkai.apps.publishing.pages.world import read_world
from tests.apps.cases.letter_cases import with_places

PUBLIC = (("complete", "clear"), ("information", "information"), ("responsible", "made"))
GIVEN = (*PUBLIC, ("exists", "held"), ("give", "open"), ("how", "as_asked"))
PART = (*PUBLIC, ("exists", "held"), ("give", "part"), ("how", "as_asked"))


def open_portal(settings: Any, tmp_path: Any) -> None:
    """The frame that published pages have, the names for remedies, and a place for sealed files."""
    settings.SEALED_ROOT = tmp_path / "sealed"
    with_places()
    shell = make_shell(read_world())
    settings.PUBLIC_ROOT.mkdir(exist_ok=True)
    frame = {"name": "示例县", "masthead": shell.masthead, "foot": shell.foot}
    (settings.PUBLIC_ROOT / "shell.json").write_text(json.dumps(frame), "utf-8")


class Desk:
    """A person of the desk. `press` is the one button that does what the page is for."""

    def __init__(self, page: Any, case: int) -> None:
        self.page, self.case = page, case

    def goes(self, path: str = "") -> Any:
        answer = self.page.goto(f"/office/cases/{self.case}/{path}")
        assert answer.status == 200, (path, answer.status)
        return self.page

    def press(self, name: str) -> None:
        """Press it; what the browser itself would not send is named at once."""
        button = self.page.locator("main").get_by_role("button", name=name, exact=True)
        wrong = button.evaluate(
            "one => [...one.form.querySelectorAll(':invalid')].map(it => it.name)"
        )
        assert not [one for one in wrong if one], wrong
        with self.page.expect_navigation():
            button.click()

    def today(self) -> None:
        """Every day that is still open is today."""
        for field in self.page.locator("main input[type=date]").all():
            if not field.input_value():
                field.fill(clock.today().isoformat())

    def does(self, path: str, verb: str, values: Mapping[str, str] | None = None) -> None:
        """One act on one page: fill it in, press, and be back without a refusal."""
        self.goes(path)
        for name, value in (values or {}).items():
            field = self.page.locator(f"main [name={name}]:not([type=hidden])")
            kind = field.first.get_attribute("type")
            if kind == "radio":
                self.page.locator(f"main [name={name}][value={value}]").check()
            elif field.first.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value or None, **({} if value else {"index": 1}))
            else:
                field.fill(value)
        self.press(verb)
        expect(self.page.locator(".field-error, .notice-wrong")).to_have_count(0)

    def decides(
        self,
        findings: Any,
        reason: str,
        records: Mapping[str, str],
        reasons: str = "",
        opened: str = "",
    ) -> None:
        """The steps one after the other, then the answer, and handed on for review.

        `opened`: the step that is changed, where an earlier version had answered it.
        """
        self.goes(f"decide/?step={opened}" if opened else "decide/")
        for step, finding in findings:
            here = self.page.locator("#now")
            expect(here.locator("input[name=step]")).to_have_value(step)
            here.locator(f"#finding-{finding}").check()
            here.locator("textarea[name=reason]").fill(reason)
            self.press("记下，下一步")
        for name, text in records.items():
            self.page.locator(f"main [name=record-{name}]").fill(text)
        self.page.locator("main textarea[name=reasons]").fill(reasons)
        self.press("保存并提出，交审核")
        expect(self.page.get_by_text("还不能提出")).to_have_count(0)

    def writes(
        self, template: str, values: Mapping[str, str], file: bytes = b"", party: str = ""
    ) -> str:
        """A letter written and handed in for signing; its address."""
        self.goes(f"letters/new/{template}/")
        if file:
            self.page.set_input_files(
                "main input[type=file]",
                {"name": "提供的信息.pdf", "mimeType": "application/pdf", "buffer": file},
            )
            self.press("加入附件")
            self.page.locator("main input[name=files]").first.check()
        if party:
            self.page.locator("main select[name=addressee]").select_option(label=party)
        for name, text in values.items():
            self.page.locator(f"main [name=value-{name}]").fill(text)
        for box in self.page.locator("main input[name=files]").all():
            box.check()
        self.press("保存，看全文")
        self.press("送审")
        return str(self.page.url)

    def signs(self, letter: str) -> None:
        self.page.goto(letter)
        self.press("签发，编文号")
        expect(self.page.locator(".notice-wrong")).to_have_count(0)

    def sends(self, letter: str, way: str) -> None:
        self.page.goto(f"{letter}send/")
        self.page.locator(f"main input[name=way][value={way}]").check()
        self.press("登记送出")
        expect(self.page.locator(".field-error, .notice-wrong")).to_have_count(0)


ComeIn = Callable[..., Any]
