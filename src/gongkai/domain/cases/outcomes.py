"""The 22 outcomes: one code decides ground, mandatory records, letter, remedy, row of 表三, publication."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gongkai.domain.law.norms import MARKS, norm, norms
from gongkai.domain.law.strict_yaml import Node, read

TIAOLI = "zhengfu-xinxi-gongkai-tiaoli"
# How the remedy is chosen; see remedies.py.
REMEDIES = ("review-first", "free", "by-grounds", "none")


@dataclass(frozen=True)
class Record:
    """A fact that must be on the file. `options`: it is one of these; empty for free text."""

    key: str
    label: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicationRule:
    """What the outcome means for publishing the information."""

    key: str
    label: str
    basis: str


@dataclass(frozen=True)
class Variant:
    """What a letter needs: one ground, its records, its letter, its remedy. Most outcomes have one."""

    key: str  # "" where the outcome has only one
    label: str
    basis: str
    mark: str
    records: tuple[Record, ...]
    letter: str
    remedy: str
    remedy_mark: str


@dataclass(frozen=True)
class Outcome:
    """One code. `row` is a row of 表三; `row_before_2021` the row in the form of 2019 and 2020."""

    code: str
    label: str
    row: str
    row_mark: str
    row_before_2021: str
    publication: PublicationRule
    variants: tuple[Variant, ...]

    def variant(self, key: str = "") -> Variant:
        """The variant; KeyError where it must be named or is unknown."""
        for one in self.variants:
            if one.key == key:
                return one
        raise KeyError(f"{self.code}：{key or '须写明是哪一种情形'}")

    def row_in(self, report_year: int) -> str:
        """The row that counts it in the report of a year."""
        return self.row if report_year >= 2021 else self.row_before_2021


@dataclass(frozen=True)
class OutcomeBook:
    """Everything in the outcomes' file."""

    records: Mapping[str, Record]
    rules: Mapping[str, PublicationRule]
    outcomes: Mapping[str, Outcome]


def parse_outcomes(text: str, path: str) -> OutcomeBook:
    """Read outcomes from YAML text; LawDataError for anything unknown, missing or not used."""
    given = read(text, path).mapping(("records", "publication_rules", "outcomes"))
    records = {str(key): _record(str(key), one) for key, one in given["records"].entries().items()}
    rules = {
        str(key): _rule(str(key), one) for key, one in given["publication_rules"].entries().items()
    }
    outcomes = {
        str(code): _outcome(str(code), one, records, rules)
        for code, one in given["outcomes"].entries().items()
    }
    used = {one.key for each in outcomes.values() for way in each.variants for one in way.records}
    for key, one in given["records"].entries().items():
        if key not in used:
            raise one.error(f"“{key}”没有被任何办理结果用到")
    letters = [way.letter for each in outcomes.values() for way in each.variants]
    if len(letters) != len(set(letters)):
        raise given["outcomes"].error("两种办理结果用了同一个文书")
    return OutcomeBook(records, rules, outcomes)


def _record(key: str, node: Node) -> Record:
    given = node.mapping(("label",), ("options",))
    options = tuple(one.text() for one in given["options"].sequence()) if "options" in given else ()
    return Record(key, given["label"].text(), options)


def _rule(key: str, node: Node) -> PublicationRule:
    given = node.mapping(("label", "norm", "article"))
    source = norm(given["norm"].choice(tuple(norms())))
    return PublicationRule(key, given["label"].text(), source.cite(given["article"].text()))


OF_VARIANT = ("basis", "records", "letter", "remedy")


def _outcome(
    code: str, node: Node, records: Mapping[str, Record], rules: Mapping[str, PublicationRule]
) -> Outcome:
    always = ("label", "row", "publication")
    optional = ("row_mark", "row_before_2021")
    if isinstance(node.value, dict) and "variants" in node.value:
        given = node.mapping((*always, "variants"), optional)
        variants = tuple(
            _variant(str(key), one, records) for key, one in given["variants"].entries().items()
        )
    else:
        given = node.mapping((*always, *OF_VARIANT), (*optional, "remedy_mark"))
        own = {key: one for key, one in given.items() if key in (*OF_VARIANT, "remedy_mark")}
        variants = (
            _variant("", Node({**own, "label": given["label"]}, node.path, node.line), records),
        )
    row = given["row"].text()
    before = given["row_before_2021"].text() if "row_before_2021" in given else row
    return Outcome(
        code,
        given["label"].text(),
        row,
        given["row_mark"].choice(MARKS) if "row_mark" in given else "design",
        before,
        rules[given["publication"].choice(tuple(rules))],
        variants,
    )


def _variant(key: str, node: Node, records: Mapping[str, Record]) -> Variant:
    given = node.mapping(("label", *OF_VARIANT), ("remedy_mark",))
    basis = given["basis"].mapping(("article", "mark"), ("norm",))
    source = basis["norm"].choice(tuple(norms())) if "norm" in basis else TIAOLI
    return Variant(
        key,
        given["label"].text(),
        norm(source).cite(basis["article"].text()),
        basis["mark"].choice(MARKS),
        tuple(records[one.choice(tuple(records))] for one in given["records"].sequence()),
        given["letter"].text(),
        given["remedy"].choice(REMEDIES),
        given["remedy_mark"].choice(MARKS) if "remedy_mark" in given else "verified",
    )


@cache
def book() -> OutcomeBook:
    """The outcomes as shipped."""
    text = (files(__package__) / "outcomes.yaml").read_text(encoding="utf-8")
    return parse_outcomes(text, "cases/outcomes.yaml")


def outcomes() -> Mapping[str, Outcome]:
    """Every outcome by code."""
    return book().outcomes


def missing_records(variant: Variant, recorded: Mapping[str, str]) -> tuple[Record, ...]:
    """Mandatory records that are blank, or are none of what they must be one of."""
    return tuple(
        one
        for one in variant.records
        if not recorded.get(one.key, "").strip()
        or (one.options and recorded[one.key].strip() not in one.options)
    )


def rests_on_refusal(grounds: Collection[str]) -> bool:
    """Whether a partial release withholds anything under Art. 14-16: some ground is such a code."""
    for code in grounds:
        if code not in outcomes():
            raise KeyError(code)
    return any(
        way.remedy == "review-first" for code in grounds for way in outcomes()[code].variants
    )
