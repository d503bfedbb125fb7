"""Names of built-in and very common interfaces that rules know; each table names its source."""

from __future__ import annotations

import re

# DOM: objects that live as long as the page (HTML standard, CSSOM View).
DOM_ROOTS = frozenset({"window", "document", "visualViewport", "navigator", "screen", "history"})
# React: hooks whose callback may return a cleanup (react.dev, reference).
REACT_EFFECTS = frozenset({"useEffect", "useLayoutEffect", "useInsertionEffect"})
# Vue and Svelte: hooks that run when a component appears (vuejs.org, composition API; svelte.dev, lifecycle).
MOUNT_HOOKS = frozenset({"onMounted", "onBeforeMount", "onMount", "onActivated"})
EFFECTS = REACT_EFFECTS | MOUNT_HOOKS | frozenset({"watchEffect", "createEffect", "effect", "useMount"})
UNMOUNT_HOOKS = frozenset(
    {"onUnmounted", "onBeforeUnmount", "onScopeDispose", "onDeactivated", "onDestroy", "onCleanup", "onWatcherCleanup"}
)
# Node: events of streams, sockets, servers and child processes that belong to the object's own life (stream, net docs).
STREAM_EVENTS = frozenset(
    {"data", "end", "close", "finish", "error", "readable", "drain", "pipe", "unpipe", "connect", "lookup", "ready"}
    | {"timeout", "exit", "message", "open", "aborted", "abort", "upgrade", "response", "request", "connection"}
)
# Events after which nothing more comes from the object, so that what still listens goes with it.
TERMINAL_EVENTS = frozenset(
    {"end", "finish", "close", "exit", "load", "loadend", "unload", "destroy", "disconnect", "aborted"}
)
# Angular, Web Components, React classes, Vue options, Lit: methods that run for each instance that appears.
APPEARS = frozenset(
    {"constructor", "ngOnInit", "ngAfterViewInit", "connectedCallback", "componentDidMount", "mounted", "created"}
    | {
        "beforeMount",
        "firstUpdated",
        "attached",
        "componentWillMount",
        "init",
        "initialize",
        "onInit",
        "setup",
        "start",
    }
)
# Node: net, http, express, koa, fastify, connect, polka, hono: methods that register a handler of requests.
ROUTES = frozenset({"get", "post", "put", "patch", "delete", "del", "all", "use", "head", "options", "route", "param"})
SERVER_EVENTS = frozenset({"request", "connection", "message", "upgrade", "data", "stream", "session", "checkContinue"})
PEERS = re.compile(r"sock|conn|client|peer|session|link|remote|\breq|request|\bws\b|\btcp|port", re.IGNORECASE)
"""What brings messages by ``data``; other streams bring parts of one thing."""

SERVERS = frozenset({"createServer", "createSecureServer", "Server", "serve"})
REQUEST_NAMES = re.compile(r"^_?(?:req|request|ctx|context|c)$")
RESPONSE_NAMES = re.compile(r"^_?(?:res|response|reply|next|h|_next)$")
# DOM and Node: objects that hold resources until they are told to let go, and the methods that tell them.
OBSERVERS = frozenset(
    {"MutationObserver", "ResizeObserver", "IntersectionObserver", "PerformanceObserver", "ReportingObserver"}
)
CLOSABLES: dict[str, tuple[str, ...]] = {
    "Worker": ("terminate",),
    "SharedWorker": ("close",),
    "EventSource": ("close",),
    "WebSocket": ("close", "terminate"),
    "BroadcastChannel": ("close",),
    "RTCPeerConnection": ("close",),
    "AudioContext": ("close",),
    **dict.fromkeys(OBSERVERS, ("disconnect",)),
}
