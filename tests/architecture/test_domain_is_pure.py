"""The domain may import the standard library, YAML and itself; numbers in bulk only inside functions."""

import ast
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
DOMAIN = SRC / "gongkai" / "domain"
ALLOWED = sys.stdlib_module_names | {"yaml"}
# Solving and counting in bulk; imported when needed, so that a check starts without them.
ALLOWED_INSIDE_FUNCTIONS = {"numpy", "scipy"}
# Nothing of these decides a legal question in a pure domain.
FORBIDDEN_STDLIB = {"socket", "urllib", "http", "subprocess", "sqlite3", "time"}
# The processor's time is no day and no hour: it bounds how long a search is worth going on.
METERS = {"time.thread_time", "time.process_time"}


def imports(tree: ast.AST, inside_function: bool = False):
    for node in ast.iter_child_nodes(tree):
        inside = inside_function or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if isinstance(node, ast.Import):
            yield from ((alias.name, inside_function) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            if not names <= METERS:
                yield node.module or "", inside_function
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        else:
            yield from imports(node, inside)


@pytest.mark.parametrize(
    "path", sorted(DOMAIN.rglob("*.py")), ids=lambda p: str(p.relative_to(SRC))
)
def test_domain_imports_only_what_it_may(path):
    strangers = []
    for name, inside in imports(ast.parse(path.read_text(encoding="utf-8"))):
        top = name.split(".")[0]
        if top in FORBIDDEN_STDLIB:
            strangers.append(name)
            continue
        allowed = top in ALLOWED or name.startswith("gongkai.domain")
        if not allowed and not (inside and top in ALLOWED_INSIDE_FUNCTIONS):
            strangers.append(name)
    assert not strangers
