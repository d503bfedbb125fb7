"""The heap worker's own process: ``python -m leakline.lsp.worker``."""

from __future__ import annotations

from leakline.ide.errors import InputError
from leakline.lsp.worker.comparison import compare, warm_up
from leakline.lsp.worker.loop import Send, serve
from leakline.lsp.worker.memory import limited
from leakline.lsp.worker.messages import Finished, Job, Refused

_NICENESS = 5  # hovers come before heaps


def main() -> None:
    """Serve jobs until the server is gone."""
    serve(_reply, _NICENESS, warm_up)


def _reply(job: object, send: Send) -> object:
    assert isinstance(job, Job)
    try:
        with limited(job.memory_limit):
            return Finished(compare(job, send))
    except InputError as error:
        return Refused(str(error))


if __name__ == "__main__":
    main()
