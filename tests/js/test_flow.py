"""JavaScript with types of Flow."""

from __future__ import annotations

import pytest

from leakline.js import analyse
from leakline.js.language import Language

TYPED = b"class Router {\n  apps: Array<any>;\n  constructor(options: Options = {}) {\n    this.apps = [];\n  }\n}\n"


@pytest.mark.parametrize("pragma", [b"/* @flow */\n", b"// @flow strict\n", b"/**\n * Copyright\n *\n * @flow\n */\n"])
def test_a_file_that_says_so_is_read_with_its_types(pragma: bytes) -> None:
    module = analyse(pragma + TYPED, "router.js")
    assert module.tree.language is Language.TSX
    assert not module.has_errors
    assert [shape.name for shape in module.classes] == ["Router"]


def test_a_file_that_only_speaks_of_it_is_javascript() -> None:
    module = analyse(b"const text = 'see @flow';\n", "text.js")
    assert module.tree.language is Language.JAVASCRIPT
