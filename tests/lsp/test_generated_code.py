from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from leakline.lsp.generated_code import GeneratedCode

FEW = 5  # a source that holds the hash of a string is another one in each process
START = """
from leakline.lsp import generated_code
code = generated_code.use()
from lsprotocol import converters, types
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter
converter = default_converter()
position = converter.structure({"line": 3, "character": 4}, types.Position)
assert position == types.Position(3, 4) and position != types.Position(4, 4)
assert converter.unstructure(position) == {"line": 3, "character": 4}
print(code.compiled)
code.keep()
"""


def start(cache: Path, **environment: str) -> int:
    """How much a new process had to compile until the protocol was there."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    given |= {"LEAKLINE_CACHE": str(cache), **environment}
    run = subprocess.run(
        [sys.executable, "-c", START], env=given, capture_output=True, text=True, check=True, timeout=60
    )
    return int(run.stdout)


def kept(cache: Path) -> Path:
    (file,) = (cache / "generated").iterdir()
    return file


def test_the_second_start_compiles_next_to_nothing_and_writes_nothing(tmp_path: Path) -> None:
    assert start(tmp_path) > 500
    written = kept(tmp_path).stat().st_ino
    assert start(tmp_path) < FEW
    assert kept(tmp_path).stat().st_ino == written


@pytest.mark.parametrize("damage", [b"", b"no code", slice(100), slice(-100)])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes | slice) -> None:
    first = start(tmp_path)
    whole = kept(tmp_path).read_bytes()
    kept(tmp_path).write_bytes(damage if isinstance(damage, bytes) else whole[damage])
    assert start(tmp_path) == first
    assert start(tmp_path) < FEW


def test_what_others_can_write_is_not_run(tmp_path: Path) -> None:
    first = start(tmp_path)
    (tmp_path / "generated").chmod(0o777)
    assert start(tmp_path) == first


def test_nothing_is_written_where_python_may_not_keep_bytecode(tmp_path: Path) -> None:
    assert start(tmp_path, PYTHONDONTWRITEBYTECODE="1") > 500
    assert list((tmp_path / "generated").iterdir()) == []


def test_a_cache_that_cannot_be_made_costs_the_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert start(tmp_path / "file") == start(tmp_path / "file") > 500


def test_a_source_is_told_from_another_of_the_same_name(tmp_path: Path) -> None:
    module = type(sys)("generator")
    code = GeneratedCode(tmp_path)
    code.serve(module)
    for number in (1, 2):
        seen: dict[str, int] = {}
        exec(module.compile(f"value = {number}", "<generated>", "exec"), seen)
        assert seen["value"] == number
    module.compile("value = 1", "<generated>", "exec")
    assert code.compiled == 2
