"""A checker's own process: ``python -m leakline.lsp.checker``, with ``--background`` for checks nobody waits for."""

from __future__ import annotations

import gc
import sys

from leakline.ide.checking import check_text, why_skipped
from leakline.ide.model import SourceFile
from leakline.lsp.checker.configurations import Configurations
from leakline.lsp.checker.messages import Checked, CheckFile, CheckText, Forget, WritePages
from leakline.lsp.worker.loop import Send, serve
from leakline.report.rule_pages import write_pages

_BACKGROUND_NICENESS = 10
_SECONDS_PER_TEXT = 15.0  # of the processor; the server waits twice as long on the clock
_FEWEST_UNCOLLECTED = 10_000
_MOST_UNCOLLECTED = 1_000_000  # objects, of about 100 bytes each


def main() -> None:
    """Check until the server is gone; what garbage is left is collected while nobody waits."""
    gc.disable()
    checker = Checker()
    niceness = _BACKGROUND_NICENESS if "--background" in sys.argv[1:] else 0
    serve(checker.answer, niceness, answered=checker.release, idle=_collect)


def _collect() -> None:
    if gc.get_count()[0] > _FEWEST_UNCOLLECTED:
        gc.collect()


class Checker:
    """Keeps the model of each open text, so that only what an edit touched is analysed again."""

    def __init__(self) -> None:
        self._open: dict[str, SourceFile] = {}
        self._done: list[SourceFile] = []
        self._configurations = Configurations()

    def answer(self, message: object, _send: Send) -> Checked:
        """The outcome of one message."""
        if gc.get_count()[0] > _MOST_UNCOLLECTED:
            gc.collect()
        match message:
            case CheckText(uri, path, data):
                before = self._open.get(uri)
                source = before.edited(data) if before is not None else SourceFile(path, data)
                self._open[uri] = source
                checked = self._checked(source)
                if before is not None and before.is_replaced_by(source):
                    self._done.append(before)
                return checked
            case CheckFile(path):
                try:
                    source = SourceFile(path, path.read_bytes())
                except OSError as error:
                    return Checked((), f"unreadable: {error.strerror or error}")
                self._done.append(source)
                return self._checked(source)
            case Forget(uri):
                self._done += [self._open.pop(uri)] if uri in self._open else []
            case WritePages(folder):
                write_pages(folder)
        return Checked(())

    def release(self) -> None:
        """Free the models of texts that were replaced, closed or only looked at once."""
        while self._done:
            self._done.pop().release()

    def _checked(self, source: SourceFile) -> Checked:
        settings, problem = self._configurations.of(source.path)
        skipped = why_skipped(source.data)
        outcome = check_text(source, settings, _SECONDS_PER_TEXT)
        return Checked(outcome.diagnostics, skipped, problem, outcome.left_out)


if __name__ == "__main__":
    main()
