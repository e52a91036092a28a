"""Letter templates: Markdown with front matter, read strictly; every complaint names file and line.

The body is paragraphs parted by blank lines. A line that begins with `## ` is a heading, lines that begin
with `|` are a table, `<br>` in a cell is a new line. `{name}` is a gap. A paragraph with a gap that may stay blank is left out when it does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gongkai.documents.letters.values import BLOCK_KINDS, Value, values
from gongkai.domain.cases import Variant, other_kinds, outcomes, way_of
from gongkai.domain.law.norms import norm, norms
from gongkai.domain.law.strict_yaml import LawDataError, Node, read

TIAOLI = "zhengfu-xinxi-gongkai-tiaoli"
KINDS = ("答复书", "告知书", "通知书", "征求意见书", "函", "表格", "送达回证")
# Forms carry no number and no seal; they say what the register says and are printed at any time.
FORMS = frozenset(("表格", "送达回证"))
REMEDIES = ("by-outcome", "free", "contact", "none")
ADDRESSEES = ("applicant", "third_party", "joint_organ", "other_organ", "none")
GAP = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Block:
    """Part of the body. `kind`: paragraph, heading or table; `rows` of a table, `text` of the others."""

    kind: str
    text: str
    rows: tuple[tuple[str, ...], ...]
    line: int

    def gaps(self) -> list[str]:
        return GAP.findall(self.text + "".join(cell for row in self.rows for cell in row))


@dataclass(frozen=True)
class Template:
    """`event`: the fact that its sending is; `served`: the fact that its arrival is. "" for neither.

    `outcome`: code and variant of the answer it is; `basis`: norm key → article; `optional`: values that
    may stay blank.
    """

    key: str
    title: str
    kind: str
    addressee: str
    remedy: str
    basis: Mapping[str, str]
    outcome: tuple[str, str] | None
    event: str
    served: str
    needs: tuple[Value, ...]
    optional: frozenset[str]
    blocks: tuple[Block, ...]

    @property
    def paper(self) -> str:
        """What the letter calls itself: 本答复书."""
        return self.kind

    @property
    def is_form(self) -> bool:
        return self.kind in FORMS

    @property
    def is_answer(self) -> bool:
        """Its serving ends the clock: one of the outcomes given by a reply."""
        return self.event == "reply"

    def cited(self) -> str:
        """《中华人民共和国政府信息公开条例》第三十条: as a letter cites its ground, titles in full."""
        return "、".join(f"《{full_title(key)}》{article}" for key, article in self.basis.items())

    def by_clerk(self) -> tuple[Value, ...]:
        """The values a clerk gives, in the order of the front matter."""
        return tuple(one for one in self.needs if one.by_clerk)


def full_title(key: str) -> str:
    """The norm's title without the year of its amendment."""
    return re.sub(r"（\d{4}年.*?）$", "", norm(key).title)


def parse_template(text: str, path: str, known: Mapping[str, Value] | None = None) -> Template:
    """Read one template. LawDataError for an unknown key or gap, an unused value, a missing title."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != "---" or "---" not in [one.strip() for one in lines[1:]]:
        raise LawDataError(path, 1, "文书模板应以两行“---”之间的说明开头")
    end = next(n for n, one in enumerate(lines[1:], 1) if one.strip() == "---")
    # The blank line in the place of "---" keeps the line numbers of the file.
    root = read("\n" + "\n".join(lines[1:end]), path)
    given = root.mapping(
        ("key", "title", "kind", "addressee", "remedy", "values"),
        ("basis", "outcome", "event", "served"),
    )
    needs, optional = _needs(given["values"], values() if known is None else known)
    blocks = _blocks(lines[end + 1 :], end + 2, path)
    _check_gaps(blocks, given["values"], needs, optional, path)
    made = Template(
        given["key"].text(),
        given["title"].text(),
        given["kind"].choice(KINDS),
        given["addressee"].choice(ADDRESSEES),
        given["remedy"].choice(REMEDIES),
        _basis(given["basis"]) if "basis" in given else {},
        _outcome(given["outcome"]) if "outcome" in given else None,
        given["event"].text() if "event" in given else "",
        given["served"].text() if "served" in given else "",
        needs,
        optional,
        blocks,
    )
    _check_whole(made, given, root)
    return made


def _needs(node: Node, known: Mapping[str, Value]) -> tuple[tuple[Value, ...], frozenset[str]]:
    needs: list[Value] = []
    optional = set()
    for one in node.sequence():
        name = one.text().removesuffix("*")
        if name not in known:
            raise one.error(f"没有“{name}”这个值（见 values.yaml）")
        if any(value.name == name for value in needs):
            raise one.error(f"“{name}”写了两次")
        needs.append(known[name])
        if one.text().endswith("*"):
            optional.add(name)
    return tuple(needs), frozenset(optional)


def _basis(node: Node) -> dict[str, str]:
    made = {}
    for key, article in node.entries().items():
        if key not in norms():
            raise node.error(f"没有“{key}”这个规范")
        made[str(key)] = article.text()
    return made


def _outcome(node: Node) -> tuple[str, str]:
    code, *variant = (one.text() for one in node.sequence())
    try:
        way_of(code, *variant)
    except (KeyError, TypeError):
        raise node.error("没有这种办理结果") from None
    return code, variant[0] if variant else ""


def _blocks(lines: list[str], first: int, path: str) -> tuple[Block, ...]:
    made: list[Block] = []
    held: list[str] = []
    begun = first
    for number, line in enumerate([*lines, ""], first):
        if line.strip():
            begun = begun if held else number
            held.append(line.strip())
        elif held:
            made.append(_block(held, begun, path))
            held = []
    if not made:
        raise LawDataError(path, first, "文书没有正文")
    return tuple(made)


def _block(lines: list[str], number: int, path: str) -> Block:
    if lines[0].startswith("|"):
        rows = []
        for at, line in enumerate(lines, number):
            if not (line.startswith("|") and line.endswith("|")):
                raise LawDataError(path, at, "表的每一行应以“|”开头和结尾")
            rows.append(tuple(_cell(cell) for cell in line[1:-1].split("|")))
        if len({len(row) for row in rows}) != 1:
            raise LawDataError(path, number, "表的各行应有同样多的格")
        return Block("table", "", tuple(rows), number)
    if lines[0].startswith("## "):
        if len(lines) > 1:
            raise LawDataError(path, number, "标题后面应空一行")
        return Block("heading", lines[0][3:].strip(), (), number)
    return Block("paragraph", "".join(lines), (), number)


def _cell(text: str) -> str:
    """A cell; `<br>` is a new line, several of them room to write in."""
    return text.strip().replace("<br>", "\n")


def _check_gaps(
    blocks: tuple[Block, ...],
    node: Node,
    needs: tuple[Value, ...],
    optional: frozenset[str],
    path: str,
) -> None:
    by_name = {one.name: one for one in needs}
    used = set()
    for block in blocks:
        for name in block.gaps():
            if name not in by_name:
                raise LawDataError(path, block.line, f"空白处“{{{name}}}”没有写在 values 里")
            alone = block.text == "{" + name + "}"
            if by_name[name].kind in BLOCK_KINDS and not alone and block.kind != "table":
                raise LawDataError(path, block.line, f"“{{{name}}}”自成一段，应独占一段")
            used.add(name)
        if re.search(r"[{}]", GAP.sub("", block.text)):
            raise LawDataError(path, block.line, "花括号没有配对")
        inside = [name for name in block.gaps() if name in optional]
        if block.kind == "paragraph" and len(inside) > 1:
            raise LawDataError(path, block.line, "一段里最多一个可以不填的空白处")
    for one in needs:
        if one.name not in used:
            raise node.error(f"“{one.name}”没有用到")


def _check_whole(made: Template, given: Mapping[str, Node], root: Node) -> None:
    says_remedy = any(one.name == "remedy" for one in made.needs)
    if says_remedy != (made.remedy != "none"):
        raise given["remedy"].error("有救济告知的文书必须、其他文书不得有“{remedy}”")
    if (made.remedy == "by-outcome") != (made.outcome is not None):
        raise given["remedy"].error("救济随办理结果的，必须写明是哪一种办理结果（outcome）")
    if not made.is_form and not made.basis and made.kind != "函":
        raise root.error("缺少“basis”")
    if any(one.name == "basis" for one in made.needs) and not made.basis:
        raise root.error("正文引用了依据，缺少“basis”")


def _folder() -> Mapping[str, str]:
    folder = files(__package__) / "templates"
    return {
        one.name: one.read_text(encoding="utf-8")
        for one in sorted(folder.iterdir(), key=lambda one: one.name)
        if one.name.endswith(".md")
    }


@cache
def templates() -> Mapping[str, Template]:
    """Every template by key, in the order of the keys.

    Raises LawDataError where a file's name is not its key, a letter of an outcome is missing, belongs to
    another, or rests on another article than the outcome does.
    """
    made = {}
    for name, text in _folder().items():
        path = f"letters/templates/{name}"
        one = parse_template(text, path)
        if f"{one.key}.md" != name:
            raise LawDataError(path, 2, f"文件名应为“{one.key}.md”")
        made[one.key] = one
    for code, way in ways():
        letter = made.get(way.letter)
        if letter is None:
            raise LawDataError(f"letters/templates/{way.letter}.md", 1, "没有这个文书")
        path = f"letters/templates/{letter.key}.md"
        if letter.outcome != (code, way.key):
            raise LawDataError(path, 1, f"应属于办理结果 {code} {way.key}".rstrip())
        if "、".join(norm(key).cite(one) for key, one in letter.basis.items()) != way.basis:
            raise LawDataError(path, 1, f"依据与办理结果的不同，应为“{way.basis}”")
    return made


def ways() -> tuple[tuple[str, Variant], ...]:
    """Every way a case can end, of applications, corrections and complaints: code and variant."""
    made = [(code, way) for code, one in outcomes().items() for way in one.variants]
    ends = [end for kind in other_kinds().values() for end in kind.endings.values()]
    return (*made, *((one.code, one.variant) for one in ends))
