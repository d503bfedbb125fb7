"""The kernels' machine code: kept in the user's cache folder, made when it is not there, and loaded without numba.

numba takes a third of a second and 90 MB in each process that uses it; loading what it compiled takes neither. The file
holds object code for this machine's processor and these versions: its name says for which.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import llvmlite.binding as llvm

from leakline.heap.engine_cache import kernel_folder
from leakline.heap.errors import EngineError

COMPILER = "leakline.heap.kernels.compiling"
KERNELS = Path(__file__).parent / "kernels"
COLUMNS = KERNELS.with_name("columns.py")
PARTS = 2
"""How many processes compile at once."""

CHECKS_BOUNDS = "NUMBA_BOUNDSCHECK"


class MachineCode:
    """Object code that is loaded into this process."""

    def __init__(self, objects: list[bytes]) -> None:
        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        # Kernels own nothing, so that what would free their arrays is never called; it has to be somewhere, though.
        llvm.add_symbol("NRT_MemInfo_call_dtor", _address_of_abort())
        module = llvm.parse_assembly("")
        module.triple = llvm.get_process_triple()
        self._engine = llvm.create_mcjit_compiler(module, host_machine())
        for code in objects:
            self._engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        self._engine.finalize_object()

    def entry(self, name: str) -> Callable[[Any], int]:
        """The function that takes a kernel's frame; it does not hold the interpreter's lock."""
        address = self._engine.get_function_address(name)
        if not address:
            raise EngineError(f"the heap engine has no kernel {name}: run `leakline warmup`")
        function: Any = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(address)
        function.code = self  # which must not be freed before the last function of it
        return cast(Callable[[Any], int], function)


@cache
def machine_code() -> MachineCode:
    """This machine's code, compiled first where it is not there yet; raises EngineError where that fails."""
    if not is_prepared():
        _compile()
    return MachineCode([part.read_bytes() for part in _parts()])


def is_prepared() -> bool:
    """Whether the code is there, so that nothing needs to be compiled."""
    return all(part.exists() for part in _parts())


def host_machine() -> llvm.TargetMachine:
    """The processor of this machine as LLVM compiles for it."""
    processor, features = llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()
    # Static code is what MCJIT takes on x86, as in numba's own code generator.
    target = llvm.Target.from_default_triple()
    reloc = "static" if target.name.startswith("x86") else "default"
    return target.create_target_machine(processor, features, opt=3, reloc=reloc, codemodel="jitdefault", jit=True)


@cache
def _stamp() -> str:
    """A name for the code that these sources, versions and this processor make."""
    digest = hashlib.sha256()
    for part in (version("numba"), version("llvmlite"), version("numpy"), llvm.get_process_triple()):
        digest.update(part.encode() + b"\n")
    digest.update(llvm.get_host_cpu_name().encode() + llvm.get_host_cpu_features().flatten().encode())
    digest.update(os.environ.get(CHECKS_BOUNDS, "").encode())
    for source in (COLUMNS, *sorted(KERNELS.glob("*.py"))):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:24]


def _parts() -> list[Path]:
    return [kernel_folder() / f"{_stamp()}-{part}.o" for part in range(PARTS)]


def _compile() -> None:
    """Compile all kernels, in processes of their own: numba is not for this one."""
    parts = _parts()
    with tempfile.TemporaryDirectory(dir=kernel_folder()) as scratch:
        made = [Path(scratch) / part.name for part in parts]
        runs = [_started(path, part) for part, path in enumerate(made)]
        ends = [(run.communicate()[1], run.returncode) for run in runs]
        for said, code in ends:
            if code:
                lines = said.decode(errors="replace").strip().splitlines() or [f"exit code {code}"]
                raise EngineError(f"the heap engine could not be compiled: {lines[-1]}")
        for path, part in zip(made, parts, strict=True):
            path.replace(part)


def _started(path: Path, part: int) -> subprocess.Popen[bytes]:
    command = (sys.executable, "-P", "-m", COMPILER, str(path), str(part), str(PARTS))
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _address_of_abort() -> int:
    library = ctypes.CDLL("msvcrt" if sys.platform == "win32" else None)
    return ctypes.cast(library.abort, ctypes.c_void_p).value or 0
