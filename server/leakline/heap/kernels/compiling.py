"""``python -m leakline.heap.kernels.compiling FILE PART PARTS``: compile a share of all kernels to object code.

numba turns each kernel into LLVM's language. What it adds for callers in Python is dropped; instead each kernel gets an
entry that takes a *frame*, an array of 64-bit words: room for what is returned, then the arguments, an array as its
address and its lengths.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import llvmlite.binding as llvm
import numba
import numpy as np
from llvmlite import ir
from numba import types as numba_types
from numba.core import cgutils as numba_cgutils
from numba.extending import intrinsic

from leakline.heap.kernels.kernel import MOST_RETURNED, Column, Kernel, prefetch
from leakline.heap.machine_code import KERNELS, host_machine

PROVIDED = re.compile(r"llvm\.|mem(set|cpy|move)$|NRT_MemInfo_call_dtor$|printf$")
"""What the code of a kernel may call besides itself."""

types: Any = numba_types  # its hints leave out what is called here
cgutils: Any = numba_cgutils
Width = np.dtype[Any]


def main(path: Path, part: int, parts: int) -> None:
    """Write the object code of every ``parts``-th kernel."""
    whole = llvm.parse_assembly("")
    names = []
    for kernel, width in _all_kernels()[part::parts]:
        text, symbol = _translated(kernel, width)
        module = llvm.parse_assembly(text)
        _keep_only(module, symbol)
        names.append(f"{kernel.name}.{width.itemsize}")
        entry = _entry(names[-1], kernel, width, module.get_function(symbol))
        whole.link_in(module)
        whole.link_in(llvm.parse_assembly(entry))
    _keep_only(whole, *names)
    path.write_bytes(host_machine().emit_object(whole))


def _all_kernels() -> list[tuple[Kernel, Width]]:
    found = []
    for source in sorted(KERNELS.glob("*.py")):
        if source.stem in ("__init__", "kernel", "compiling"):
            continue
        module = import_module(f"leakline.heap.kernels.{source.stem}")
        _provide(module)
        kernels = (value for value in vars(module).values() if isinstance(value, Kernel))
        found += [(kernel, width) for kernel in kernels for width in kernel.widths]
    return found


def _provide(module: ModuleType) -> None:
    """Let numba know the small functions that kernels call."""
    for name, value in list(vars(module).items()):
        if value is prefetch:
            setattr(module, name, _prefetch)
        elif getattr(value, "is_inlined", False):
            setattr(module, name, numba.njit(inline="always")(value))


@intrinsic
def _prefetch(_typing: Any, column: Any, place: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, values[0])
        index = context.cast(builder, values[1], signature.args[1], types.intp)
        address = cgutils.get_item_pointer(context, builder, signature.args[0], array, [index])
        number, pointer = ir.IntType(32), ir.IntType(8).as_pointer()
        kind = ir.FunctionType(ir.VoidType(), [pointer, number, number, number])
        function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        # To be read, needed again soon, data.
        builder.call(function, [builder.bitcast(address, pointer), number(0), number(3), number(1)])
        return context.get_dummy_value()

    return types.void(column, place), generate


def _translated(kernel: Kernel, width: Width) -> tuple[str, str]:
    """A kernel in LLVM's language, and the name of its function there."""
    arguments = [_type_of(column, width) for column in kernel.parameters]
    result = (types.void, types.int64, types.UniTuple(types.int64, 2))[kernel.returned]
    dispatcher: Any = numba.njit(result(*arguments), nogil=True)(kernel.function)
    (signature,) = dispatcher.signatures
    return dispatcher.inspect_llvm(signature), dispatcher.overloads[signature].fndesc.llvm_func_name


def _type_of(column: Column | None, width: Width) -> object:
    if column is None:
        return types.int64
    of_dtype: Any = numba.from_dtype
    return types.Array(of_dtype(column.dtype or width), column.dimensions, "C")


def _keep_only(module: llvm.ModuleRef, *names: str) -> None:
    """Drop every function that these do not need; raises SystemExit where they need what nobody provides."""
    for function in module.functions:
        if not function.is_declaration and function.name not in names:
            function.linkage = "internal"
    passes = llvm.create_new_module_pass_manager()
    passes.add_global_dead_code_eliminate_pass()
    passes.run(module, llvm.create_pass_builder(host_machine(), llvm.create_pipeline_tuning_options()))
    for function in module.functions:
        if function.is_declaration and not PROVIDED.match(function.name):
            raise SystemExit(f"{names[0]} calls {function.name}: a kernel must not allocate")


def _entry(name: str, kernel: Kernel, width: Width, function: llvm.ValueRef) -> str:
    """The function that takes a frame and calls a kernel.

    numba passes an array as seven parameters or more, by the names that its arguments have: two owners (of which
    kernels know nothing), the number of items, their size, the address, and for each dimension length and stride.
    """
    lines: list[str] = []
    places = count(MOST_RETURNED)

    def load(kind: str) -> str:
        place = next(places)
        lines.append(f"  %at{place} = getelementptr i64, ptr %frame, i64 {place}")
        lines.append(f"  %word{place} = load {kind}, ptr %at{place}")
        return f"{kind} %word{place}"

    def product(left: str, right: str) -> str:
        lines.append(f"  %product{len(lines)} = mul i64 {left.split()[1]}, {right.split()[1]}")
        return f"i64 %product{len(lines) - 1}"

    given: list[str] = []
    for column in kernel.parameters:
        if column is None:
            given.append(load("i64"))
            continue
        address = load("ptr")
        lengths = [load("i64") for _ in range(column.dimensions)]
        strides = [f"i64 {(column.dtype or width).itemsize}"]
        for length in lengths[:0:-1]:
            strides.insert(0, product(strides[0], length))
        items = lengths[0] if len(lengths) == 1 else product(*lengths)
        given += ["ptr null", "ptr null", items, strides[-1], address, *lengths, *strides]
    expected = [str(argument.type) for argument in function.arguments]
    if expected != ["ptr", "ptr", *(one.split()[0] for one in given)]:
        raise SystemExit(f"{name}: numba passes {expected}, which this version of leakline does not know")
    signature = ", ".join(expected)
    return "\n".join(
        (
            f'declare i32 @"{function.name}"({signature})',
            f'define i32 @"{name}"(ptr %frame) {{',
            "  %raised = alloca ptr",
            *lines,
            f'  %status = call i32 @"{function.name}"(ptr %frame, ptr %raised, {", ".join(given)})',
            "  ret i32 %status",
            "}",
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
