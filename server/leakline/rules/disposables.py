"""What has to be disposed of: by what a file says of its classes, by how it treats others, and by common interfaces."""

from __future__ import annotations

import re

from leakline.js.code import Code
from leakline.js.owners import Owner
from leakline.js.shapes import ArgumentKind, AssignmentShape
from leakline.rules.apis import CLOSABLES

# VS Code and Theia style: classes whose objects must be disposed (vscode/src/vs/base/common/lifecycle.ts, event.ts).
DISPOSABLES = re.compile(
    r"^(?:Emitter|DisposableStore|MutableDisposable|DisposableMap|CompositeDisposable|PauseableEmitter|DisposableCollection)$"
)
# Closure Library: goog.events.EventHandler keeps what it listens to until it is disposed of (events/eventhandler.js).
HANDLERS = re.compile(r"^new\s+goog\.events\.EventHandler\b")
# VS Code: objects of its base library that have a dispose() (vs/base/common/async.ts, vs/base/browser/ui).
BASE_LIBRARY = re.compile(
    r"^(?:\w*Delayer|RunOnce(?:Scheduler|Worker)|IntervalTimer|TimeoutTimer|ThrottledWorker|Sash|ActionBar|ToolBar|\w*InputBox"
    r"|SplitView|\w*ScrollableElement|ProgressBar|SelectBox|IconLabel|HighlightedLabel|KeybindingLabel|Button|ListView|\w+(?:List|Tree)Widget"
    r"|EventMultiplexer|Relay)$"
)
# VS Code: what the instantiation service makes of a class with such a name has a dispose() (vs/platform/instantiation).
INSTANCE = re.compile(
    r"^(?:[\w$]+[.?!]+)*createInstance\s*(?:<[^()]*>)?\(\s*\w*(?:Widget|View|Controller|Editor|Menu|ToolBar|Tree|List|Panel|Part)\b"
)
FACTORY = re.compile(
    r"^(?:this[.?!]+)?[\w$]*(?:[wW]idget|[tT]ool[bB]ar|[vV]iew|[eE]ditor|[pP]anel|[rR]enderer)Factory\s*\("
)
# Node, React, chokidar, ioredis, socket.io: what these make acts, or keeps a connection, until its method is called.
BEGUN: tuple[tuple[re.Pattern[str], bytes, str], ...] = (
    (re.compile(r"^(?:chokidar|fs|fsWatcher)\.watch\("), rb"chokidar|['\"](?:node:)?fs['\"]", "close"),
    (re.compile(r"^(?:readline|rl)\.createInterface\("), rb"readline['\"]", "close"),
    (re.compile(r"^(?:child_process|cp)\.(?:fork|spawn)\("), rb"child_process['\"]", "kill"),
    (re.compile(r"^new\s+(?:IO)?Redis\("), rb"['\"]ioredis['\"]", "disconnect"),
    (re.compile(r"^io\("), rb"['\"]socket\.io-client['\"]", "disconnect"),
    (re.compile(r"^(?:ReactDOM\w*\.)?createRoot\("), rb"['\"]react-dom(?:/client)?['\"]", "unmount"),
)
TAKES = re.compile(
    rb"(?:dispos\w*|regist\w*|push\w*|add\w*|own|track\w*|manage\w*|use|adopt|defer|return|super)[\w$]*\s*(?:<[^<>]*>)?\s*$",
    re.IGNORECASE,
)
LIFECYCLE_BASE = re.compile(r"^(?:Abstract)?Disposable$")
# VS Code's API: what the factories of window, workspace and languages make is a Disposable (vscode.d.ts).
FACTORIES = re.compile(
    r"^(?:vscode\.)?(?:window|workspace|languages|tests|comments|debug|notebooks)\.create(?:FileSystemWatcher|OutputChannel"
    r"|StatusBarItem|TreeView|TextEditorDecorationType|DiagnosticCollection|WebviewPanel|Terminal|InputBox|QuickPick"
    r"|TestController|CommentController|NotebookController)\s*(?:<[^>]*>)?\("
)
EMITTERS = re.compile(r"^new\s+(?:vscode\.)?(?:EventEmitter|Emitter|PauseableEmitter)\b")
NODE_EVENTS = re.compile(rb"""['"](?:node:)?events['"]|['"]eventemitter\d?['"]|['"]@angular/core['"]""")
# Classes whose objects act by themselves, and so keep listeners, timers or connections.
ACTIVE = re.compile(
    r"(?:Manager|Controller|Renderer|Worker|Observer|Listener|Handler|Player|Client|Connection|Socket|View|Widget|Loader|Engine|Server"
    r"|Pool|Timer|Ticker|Scheduler|Input|Keyboard|Mouse|Controls|Watcher|Monitor|Service|Plugin|Panel|Editor|Tracker|Queue|Buffer"
    r"|Composer|Pass|Target|Layer|Stage)$"
)
REGISTERS = re.compile(
    r"this\.(?:_?register|_?own|_?track|addDisposable)\(|"
    r"this\.(?:_?disposables?|_?toDispose|_?store|_?subscriptions)\.(?:add|push|pushAll)\("
)
REGISTERED_KIND = re.compile(
    r"this\.(?:_?register|_?own|(?:_?disposables|_?toDispose|_?store)\.(?:add|push))\(\s*(?:this\.#?[\w$]+\s*=\s*)?new\s+([\w$.]+)"
)
RELEASED_FIELD = re.compile(
    r"this\.(#?[\w$]+)\s*!?\??\.\s*(dispose|destroy|terminate|close|disconnect|unsubscribe)\s*\("
)


def release_of(code: Code, assignment: AssignmentShape, own: dict[str, str]) -> str | None:
    """The method that releases what a field gets, None where nothing is known that has to be released.

    ``own`` are the classes of the file by the method that ends them.
    """
    value = assignment.value
    if value.kind is ArgumentKind.CALL:
        return "dispose" if FACTORIES.match(value.text) and b"vscode" in code.source else None
    match = re.match(r"new\s+(?:[\w$]+\.)*([\w$]+)", value.text)
    if match is None:
        return None
    if match[1] in CLOSABLES:
        return CLOSABLES[match[1]][0]
    if DISPOSABLES.match(match[1]) or HANDLERS.match(value.text) or value.text.startswith("new vscode.EventEmitter"):
        return "dispose"
    return own.get(match[1])


def is_left_out(code: Code, owner: Owner, assignment: AssignmentShape) -> bool:
    """Whether a class whose objects are disposed of leaves out this emitter, or what is known to need it."""
    text = assignment.value.text
    if INSTANCE.match(text) or FACTORY.match(text):
        return "dispose" in owner.methods or registers(code, owner)
    match = re.match(r"new\s+([\w$.]+)", text)
    if match is None:
        return False
    if match[1] in {found[1] for found in REGISTERED_KIND.finditer(_text(code, owner))}:
        return True
    if BASE_LIBRARY.match(match[1]):
        return "dispose" in owner.methods or is_disposable(owner) or registers(code, owner)
    if owner.superclass is None or not is_emitter(code, assignment):
        return False
    return is_disposable(owner) or registers(code, owner)


def begun_by(code: Code, assignment: AssignmentShape) -> str | None:
    """The method that ends what a field gets from a library's function."""
    text = assignment.value.text
    return next((how for way, source, how in BEGUN if way.match(text) and re.search(source, code.source)), None)


def is_emitter(code: Code, assignment: AssignmentShape) -> bool:
    """Whether a field gets an emitter that has to be disposed of, which Node's and Angular's have not."""
    return EMITTERS.match(assignment.value.text) is not None and NODE_EVENTS.search(code.source) is None


def is_disposable(owner: Owner) -> bool:
    """Whether the base class is the one that disposes of what is registered with it."""
    return LIFECYCLE_BASE.match((owner.superclass or "").partition("<")[0].strip()) is not None


def is_given_away(code: Code, field: str) -> bool:
    """Whether a call that sounds as if it took the duty gets ``this.field`` as a whole, or one that is too far away."""
    near = code.near(field)
    given = re.compile(rb"[(,\[]\s*(?=this\." + re.escape(field.encode()) + rb"\s*[,)\]])")
    return any(TAKES.search(_callee_before(near, match.start())) for match in given.finditer(near))


def _callee_before(text: bytes, place: int) -> bytes:
    """What stands before the parenthesis that is open at a place; a word for a duty where none is near."""
    closed = 0
    for at in range(place, max(-1, place - 1000), -1):
        sign = text[at : at + 1]
        if sign in (b")", b"]", b"}"):
            closed += 1
        elif sign in (b"(", b"[", b"{"):
            if not closed and sign == b"(":
                return text[max(0, at - 60) : at].rpartition(b"\n")[2].rpartition(b";")[2]
            closed = max(0, closed - 1)
    return b"register"


def like_siblings(code: Code, owner: Owner, assignment: AssignmentShape, text: str) -> str | None:
    """How the teardown, whose source is ``text``, ends another field that holds an object of the same class."""
    kind = re.match(r"new\s+([\w$.]+)", assignment.value.text)
    released = {match[1]: match[2] for match in RELEASED_FIELD.finditer(text)}
    if not released or kind is None:
        return None
    for other in code.module.assignments:
        target = other.written
        if target.root == "this" and len(target.path) == 1 and target.path[0] in released:
            same = re.match(rf"new\s+{re.escape(kind[1])}(?![\w$.])", other.value.text)
            if same and code.owners.of(other.function) is owner:
                return released[target.path[0]]
    return None


def registers(code: Code, owner: Owner) -> bool:
    """Whether a class hands what it makes to a store that somebody else disposes of."""
    if owner.end is None or {"register", "_register"} & owner.methods.keys():
        return False
    return REGISTERS.search(_text(code, owner)) is not None


def like_others(code: Code, owner: Owner, assignment: AssignmentShape, text: str) -> str | None:
    """How the teardown ends everything else that the constructor makes, where this field sounds as active as they."""
    kind = re.match(r"new\s+(?:[\w$]+\.)*([A-Z][\w$]*)", assignment.value.text)
    if kind is None or not ACTIVE.search(kind[1]) or assignment.function is not owner.constructor:
        return None
    released = {match[1]: match[2] for match in RELEASED_FIELD.finditer(text)}
    made = [
        other.target.path[0]
        for other in code.assignments_in(assignment.function)
        if other.target.root == "this" and len(other.target.path) == 1 and other.value.kind is ArgumentKind.NEW
        if ACTIVE.search(other.value.text.partition("(")[0])
    ]
    ways = {released[field] for field in made if field in released}
    left = [field for field in made if field not in released]
    return ways.pop() if len(ways) == 1 and len(left) == 1 and len(made) > 2 else None


def _text(code: Code, owner: Owner) -> str:
    return code.bare[owner.start : owner.end].decode("utf-8", "replace") if owner.end is not None else ""
