"""Global names that the runtime defines: what hangs on them alone is not the program's doing."""

from __future__ import annotations

RUNTIME_GLOBALS = frozenset(
    {
        "global", "globalThis", "process", "console", "Buffer", "require", "module", "exports", "URL",
        "URLSearchParams", "TextEncoder", "TextDecoder", "Event", "EventTarget", "AbortController", "AbortSignal",
        "MessageChannel", "MessagePort", "MessageEvent", "BroadcastChannel", "WebAssembly", "performance",
        "PerformanceObserver", "setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval",
        "clearImmediate", "queueMicrotask", "structuredClone", "fetch", "Headers", "Request", "Response",
        "FormData", "Blob", "File", "WebSocket", "EventSource", "crypto", "Crypto", "CryptoKey", "SubtleCrypto",
        "navigator", "Navigator", "localStorage", "sessionStorage", "Storage", "CustomEvent", "DOMException",
        "ReadableStream", "WritableStream", "TransformStream", "CompressionStream", "DecompressionStream", "Object",
        "Function", "Array", "Number", "Boolean", "String", "Symbol", "Date", "Promise", "RegExp", "Error",
        "AggregateError", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError",
        "JSON", "Math", "Intl", "ArrayBuffer", "Atomics", "Uint8Array", "Int8Array", "Uint16Array", "Int16Array",
        "Uint32Array", "Int32Array", "Float16Array", "Float32Array", "Float64Array", "Uint8ClampedArray",
        "BigUint64Array", "BigInt64Array", "DataView", "Map", "BigInt", "Set", "Iterator", "WeakMap", "WeakSet",
        "WeakRef", "Proxy", "Reflect", "FinalizationRegistry", "SharedArrayBuffer", "atob", "btoa", "escape",
        "unescape", "eval", "isFinite", "isNaN", "parseFloat", "parseInt", "decodeURI", "encodeURI",
        "decodeURIComponent", "encodeURIComponent", "[Symbol(undici.globalDispatcher.1)]",
    }
)  # fmt: skip
