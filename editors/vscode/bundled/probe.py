"""Says in one line of JSON what the running Python offers; runs on any Python 3, however old."""

import importlib.util
import json
import sys


def has(name):
    """Whether a module can be imported, without importing it."""
    return importlib.util.find_spec(name) is not None


def leakline_version():
    """The version of the installed leakline; None where there is none."""
    if not has("leakline"):
        return None
    import leakline

    return getattr(leakline, "__version__", None)


def depends():
    """What changes when something is installed or removed, or when this Python is another one; not all of it exists."""
    return sorted({sys.executable, f"{sys.prefix}/pyvenv.cfg", *sys.path})


sys.path.pop(0)  # this folder
json.dump(
    {
        "executable": sys.executable,
        "version": list(sys.version_info[:3]),
        "tag": sys.implementation.cache_tag,
        "implementation": sys.implementation.name,
        "leakline": leakline_version(),
        "engine": has("numpy") and has("numba"),
        "depends": depends(),
    },
    sys.stdout,
)
