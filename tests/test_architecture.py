"""The house keeps its shape: data goes downwards, and each third party stays in its room."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import leakline

PACKAGE = Path(leakline.__file__).parent

MAY_IMPORT: dict[str, set[str]] = {
    "text": set(),
    "js": {"text"},
    "heap": set(),
    "leaks": {"heap"},
    "sources": {"text", "js", "heap"},
    "rules": {"text", "js"},
    "witness": {"text", "js", "heap", "leaks", "sources", "rules"},
    "ide": {"text", "js", "leaks", "sources", "rules", "witness"},
    "report": {"text", "leaks", "rules", "witness", "ide"},
    "lsp": {"text", "ide", "report"},
    "cli": {"text", "ide", "report"},
}
MODULES_MAY_IMPORT: dict[str, set[str]] = {
    "ide/comparing.py": {"heap"},
    "ide/statistics.py": {"heap"},
    "ide/warming.py": {"heap"},
    "cli/serve.py": {"lsp"},
    "lsp/generated_code.py": {"heap"},  # where the cache is
}
THIRD_PARTIES: dict[str, set[str]] = {
    "tree_sitter": {"js"},
    "tree_sitter_javascript": {"js"},
    "tree_sitter_typescript": {"js"},
    "numpy": {"heap"},
    "llvmlite": {"heap"},
    "numba": {"heap"},
    "pygls": {"lsp"},
    "lsprotocol": {"lsp"},
    "orjson": {"heap", "sources", "report", "lsp"},
}
ANALYSES = {"heap", "leaks", "js", "rules"}
READS_FILES = {"heap"}
FILE_ACCESS = {"open", "read_bytes", "read_text", "write_bytes", "write_text"}
NETWORK = {"asyncio", "ftplib", "http", "requests", "smtplib", "socket", "socketserver", "ssl", "urllib", "xmlrpc"}


def test_imports_point_downwards_and_third_parties_stay_in_their_rooms() -> None:
    assert import_violations(PACKAGE) == []


def test_analyses_never_print_nor_touch_files_and_the_network() -> None:
    assert side_effects(PACKAGE) == []


def test_no_path_is_resolved_by_what_raises_for_links_that_loop() -> None:
    assert resolving(PACKAGE) == []


def test_a_path_that_is_resolved_is_found(tmp_path: Path) -> None:
    write(tmp_path / "ide/model.py", "from pathlib import Path\nPath('x').resolve()\nresolve('x')")
    assert resolving(tmp_path) == ["ide/model.py:2"]


def test_every_room_is_in_the_plan() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms == MAY_IMPORT.keys()


@pytest.mark.parametrize(
    ("file", "code", "complaint"),
    [
        ("heap/graph.py", "from leakline.leaks import model", "leaks"),
        ("heap/graph.py", "from ..leaks.model import Suspect", "leaks"),
        ("heap/graph.py", "from .. import leaks", "leaks"),
        ("leaks/growth.py", "import numpy as np", "numpy"),
        ("leaks/growth.py", "def f():\n    import numpy.linalg", "numpy"),
        (
            "rules/rule.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from leakline.ide import model",
            "ide",
        ),
        ("ide/model.py", "from pygls.server import LanguageServer", "pygls"),
        ("ide/model.py", "from importlib import import_module\nimport_module('leakline.lsp.server')", "lsp"),
        ("ide/model.py", "import attrs", "attrs"),
        ("ide/hovers.py", "from leakline.heap import load_snapshot", "heap"),
        ("cli/check.py", "import leakline.lsp.server", "lsp"),
        ("cli/check.py", "from leakline.heap import load_snapshot", "heap"),
    ],
)
def test_an_import_that_points_up_or_out_is_found(tmp_path: Path, file: str, code: str, complaint: str) -> None:
    write(tmp_path / file, code)
    (violation,) = import_violations(tmp_path)
    assert violation.startswith(file)
    assert violation.endswith(f"may not import {complaint}")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("heap/graph.py", "import numpy as np\nfrom . import kernels\nfrom .strings import Strings"),
        ("witness/join.py", "import leakline.leaks.model"),
        ("cli/serve.py", "from leakline.lsp.server import serve_stdio"),
        ("ide/comparing.py", "from leakline.heap import load_snapshot"),
        ("leaks/growth.py", "import re\nfrom pathlib import Path\nfrom leakline import heap"),
    ],
)
def test_an_import_that_the_plan_allows_passes(tmp_path: Path, file: str, code: str) -> None:
    write(tmp_path / file, code)
    assert import_violations(tmp_path) == []


@pytest.mark.parametrize(
    "code",
    [
        "print('x')",
        "import sys\nsys.stdout.write('x')",
        "import urllib.request",
        "from http import client",
        "open('x')",
        "from pathlib import Path\nPath('x').read_text()",
    ],
)
def test_a_side_effect_in_an_analysis_is_found(tmp_path: Path, code: str) -> None:
    write(tmp_path / "leaks/growth.py", code)
    write(tmp_path / "cli/check.py", code)
    (effect,) = side_effects(tmp_path)
    assert effect.startswith("leaks/growth.py")


def test_the_language_server_loads_neither_numpy_nor_numba() -> None:
    assert loaded_by("leakline.lsp.features", {"numpy", "numba"}) == set()
    assert loaded_by("leakline.heap.census", {"numpy"}) == {"numpy"}, "the probe must be able to see an import"


def test_the_language_server_starts_without_the_rules() -> None:
    assert loaded_by("leakline.lsp.features", {"leakline.rules"}) == set()
    assert loaded_by("leakline.lsp.checker.__main__", {"leakline.rules"}) == {"leakline.rules"}


def import_violations(package: Path) -> list[str]:
    """One sentence for each import below ``package`` that the plan does not allow."""
    return [
        f"{file.relative_to(package)}:{line} may not import {target}"
        for file in sorted(package.rglob("*.py"))
        for line, name in imports(file, package)
        if (target := forbidden(name, file.relative_to(package)))
    ]


def side_effects(package: Path) -> list[str]:
    """Where an analysis prints, opens a file (the heap room may) or imports something that reaches the network."""
    return [
        f"{file.relative_to(package)}:{line} uses {what}"
        for room in sorted(ANALYSES)
        for file in sorted((package / room).rglob("*.py"))
        for line, what in [*_outputs(ast.parse(file.read_bytes()), room), *_network(file, package)]
    ]


def resolving(package: Path) -> list[str]:
    """Where ``Path.resolve`` is called, which before Python 3.13 raises where ``os.path.realpath`` does not."""
    return [
        f"{file.relative_to(package)}:{node.lineno}"
        for file in sorted(package.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "resolve"
    ]


def forbidden(name: str, file: Path) -> str | None:
    """The room or third party of a dotted name if ``file`` may not import it."""
    room = file.parts[0] if len(file.parts) > 1 else ""
    top, *inner = name.split(".")
    if top == "leakline":
        target = inner[0] if inner else ""
        if target not in MAY_IMPORT or target == room or not room:
            return None
        allowed = MAY_IMPORT.get(room, set()) | MODULES_MAY_IMPORT.get(file.as_posix(), set())
        return None if target in allowed else target
    if top in sys.stdlib_module_names:
        return None
    return None if room in THIRD_PARTIES.get(top, set()) else top


def imports(file: Path, package: Path) -> Iterator[tuple[int, str]]:
    """Line and absolute dotted name of everything that a file imports, also below conditions and in functions."""
    parents = ("leakline", *file.relative_to(package).parts[:-1])
    for node in ast.walk(ast.parse(file.read_bytes())):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                origin = [*parents[: len(parents) - level + 1]] if level else []
                origin += [module] if module else []
                whole = ".".join(origin)
                yield from ((node.lineno, f"{whole}.{alias.name}") for alias in names)
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__"), args=[ast.Constant(value=str(name)), *_]
            ) | (ast.Call(func=ast.Attribute(attr="import_module"), args=[ast.Constant(value=str(name)), *_])):
                yield node.lineno, name


def loaded_by(module: str, wanted: set[str]) -> set[str]:
    """Which of the wanted modules a fresh interpreter has loaded after importing a module."""
    code = f"import sys, {module}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    return wanted & set(run.stdout.split())


def write(file: Path, code: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(code)


def _outputs(tree: ast.AST, room: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if (
                name in FILE_ACCESS and room not in READS_FILES
            ):
                yield node.lineno, name
            case ast.Call(func=ast.Name(id="print")):
                yield node.lineno, "print"
            case ast.Attribute(value=ast.Name(id="sys"), attr="stdout"):
                yield node.lineno, "sys.stdout"


def _network(file: Path, package: Path) -> Iterator[tuple[int, str]]:
    for line, name in imports(file, package):
        if name.split(".")[0] in NETWORK:
            yield line, name
