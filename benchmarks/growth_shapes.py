"""Programs of one shape as large as wanted, for ``benchmarks.growth``."""

from __future__ import annotations

from collections.abc import Callable

Shape = Callable[[int], str]


def lines(row: str, before: str = "", after: str = "") -> Shape:
    """One row for each number, which it may name as ``#``."""
    return lambda size: before + "".join(row.replace("#", str(number)) + "\n" for number in range(size)) + after


def nested(opening: str, inside: str, closing: str) -> Shape:
    """One thing in another."""
    return lambda size: opening * size + inside + closing * size


HEAD = "const bus = require('bus');\nexports.start = function start(socket, cb) {\n"
CLASS = "class A {\n"
SHAPES: dict[str, Shape] = {
    "listeners on one emitter": lines("bus.on('tick', () => socket.a#);", HEAD, "};"),
    "listeners and removals by name": lines(
        "const h# = () => socket; bus.on('e#', h#); bus.off('e#', h#);", HEAD, "};"
    ),
    "listeners, then removals": lambda size: (
        lines("const h# = () => socket; bus.on('e#', h#);", HEAD)(size)
        + lines("bus.off('e#', h#);", "return () => {\n", "};\n};")(size)
    ),
    "mismatched removals": lines("bus.on('e#', () => socket.a#); bus.off('e#', () => socket.a#);", HEAD, "};"),
    "removals of bound functions": lines(
        "bus.on('e#', this.a#.bind(this)); bus.off('e#', this.a#.bind(this));", HEAD, "};"
    ),
    "functions that listen": lines("exports.f# = (req, res) => { req.socket.on('close', () => res.a#); };"),
    "functions that listen once and settle": lines(
        "exports.f# = () => new Promise((resolve, reject) => { const ok = () => { bus.off('error', no); resolve(); };"
        " const no = (e) => reject(e); bus.on('ok', ok); bus.on('error', no); });",
        "const bus = require('bus');\n",
    ),
    "functions that listen to one event": lines(
        "exports.f# = () => new Promise((resolve) => { const ok = () => resolve(#); bus.once('x', ok); });",
        "const bus = require('bus');\n",
    ),
    "functions that listen and give back a removal": lines(
        "exports.f# = (f) => { const g = () => f(#); bus.on('x', g); return () => bus.off('x', g); };",
        "const bus = require('bus');\n",
    ),
    "one promise with many listeners": lambda size: lines(
        "const h# = () => { bus.off('e#', h#); resolve(#); }; bus.on('e#', h#);",
        "exports.f = () => new Promise((resolve, reject) => {\n",
        "});",
    )(size),
    "one promise with many ways out": lines(
        "setTimeout(() => { if (a#) return reject(#); bus.off('e', h); resolve(); });",
        "exports.f = () => new Promise((resolve, reject) => {\nconst h = () => 1;\nbus.on('e', h);\n",
        "});",
    ),
    "methods that listen": lines("m#(e) { e.on('a', this.h#); } h#() { this.x = #; }", CLASS, "destroy() {}\n}\n"),
    "methods that listen, one that lets go": lambda size: (
        lines("m#() { this.e.on('a#', this.h#); } h#() {}", CLASS)(size)
        + lines("this.e.off('a#', this.h#);", "destroy() {\n", "}\n}\n")(size)
    ),
    "listeners in a constructor": lambda size: (
        lines("this.e#.on('a', this.h#);", CLASS + "constructor() {\n", "}\n")(size)
        + lines("this.e#.off('a', this.h#);", "destroy() {\n", "}\n}\n")(size)
    ),
    "classes that listen": lines("class A# { constructor(b) { b.on('x', () => this.y); } destroy() { this.z = 1; } }"),
    "signals": lines("signal.addEventListener('abort', () => a#());", "exports.f = (signal) => {\n", "};"),
    "signals of functions": lines("exports.f# = async (signal) => { signal.addEventListener('abort', () => #); };"),
    "intervals": lines("setInterval(() => socket.a#, #);", HEAD, "};"),
    "intervals in fields": lambda size: (
        lines("this.t# = setInterval(() => this.a#(), #);", CLASS + "start() {\n", "}\n")(size)
        + lines("clearInterval(this.t#);", "stop() {\n", "}\n}\n")(size)
    ),
    "intervals in variables": lines("const t# = setInterval(() => socket, #); clearInterval(t#);", HEAD, "};"),
    "functions with intervals": lines("exports.f# = (a) => setInterval(() => a.m#, #);"),
    "timeouts in fields": lambda size: (
        lines("this.t# = setTimeout(() => this.a#(), #);", CLASS + "start() {\n", "}\n")(size)
        + lines("clearTimeout(this.t#);", "stop() {\n", "}\n}\n")(size)
    ),
    "timeouts that race": lines(
        "exports.f# = (p) => Promise.race([p, new Promise((_, no) => setTimeout(() => no(new Error('#')), 1000))]);"
    ),
    "timeouts in promises": lines(
        "exports.f# = () => new Promise((ok, no) => { const t = setTimeout(no, 30000); g#(() => { ok(); }); });"
    ),
    "timeouts of one promise": lines(
        "const t# = setTimeout(() => reject(#), 30000); g#(() => { clearTimeout(t#); resolve(); });",
        "exports.f = () => new Promise((resolve, reject) => {\n",
        "});",
    ),
    "maps": lines("const m# = new Map(); exports.f# = (k) => { m#.set(k, k); };"),
    "maps with deletes": lines(
        "const m# = new Map(); exports.f# = (k) => { m#.set(k, k); }; exports.g# = (k) => m#.delete(k);"
    ),
    "entries of one map": lines("exports.f# = (k) => { m.set(k + '#', k); };", "const m = new Map();\n"),
    "entries of one map in one function": lines(
        "m.set(k + '#', k);", "const m = new Map();\nexports.f = (k) => {\n", "};"
    ),
    "entries and deletes of one map": lines(
        "exports.f# = (k) => { m.set(k, #); g(() => m.delete(k)); };", "const m = new Map();\n"
    ),
    "map fields": lambda size: (
        lines("this.m# = new Map();", CLASS + "constructor() {\n", "}\n")(size)
        + lines("f#(k) { this.m#.set(k, k); }")(size)
        + "}\n"
    ),
    "field maps": lines("m# = new Map(); f#(k) { this.m#.set(k, k); }", CLASS, "}\n"),
    "static maps": lines("class A# { static m = new Map(); static f(k) { A#.m.set(k, k); } }"),
    "objects as maps": lines("const m# = {}; exports.f# = (k) => { m#[k] = #; };"),
    "one object as a map": lines("exports.f# = (k) => { m[k + #] = #; };", "const m = {};\n"),
    "arrays": lines("const a# = []; exports.f# = (k) => { a#.push(k); };"),
    "one array": lines("exports.f# = (k) => { a.push(k); };", "const a = [];\n"),
    "array fields": lines("a# = []; f#(k) { this.a#.push(k); }", CLASS, "}\n"),
    "buffers": lines("let b# = ''; exports.f# = (s) => { s.on('data', (d) => { b# += d; }); };"),
    "one buffer": lines("exports.f# = (s) => { s.on('data', (d) => { b += d; }); };", "let b = '';\n"),
    "buffer fields": lines("f#(s) { s.on('data', (d) => { this.b# += d; }); }", CLASS, "}\n"),
    "closures in one scope": lines("const b# = new Array(9e9).fill(#); bus.on('x#', () => b#);", HEAD, "};"),
    "closures over one variable": lines("bus.on('x#', () => big);", HEAD + "const big = Buffer.alloc(1e9);\n", "};"),
    "closures that return": lines(
        "exports.f# = () => { const big = Buffer.alloc(9e9); const u = () => big; return () => #; };"
    ),
    "closures and variables of one scope": lines(
        "const b# = Buffer.alloc(9e8); exports.g# = () => b#; exports.h# = () => 1;", HEAD, "};"
    ),
    "closures kept": lines(
        "let last# = null; exports.f# = () => { const o = last#; const u = () => o; last# = { big, m: () => 1 }; };"
    ),
    "one replaced object": lines(
        "exports.f# = () => { const o = last; const u = () => o; last = { big: new Array(9e9), m: () => # }; };",
        "let last = null;\n",
    ),
    "fields that go stale": lambda size: (
        lines("this.a# = a#;", CLASS + "constructor(a) {\n", "}\n")(size)
        + lines("this.b# = this.a#;", "destroy() {\n", "}\n}\n")(size)
    ),
    "assignments": lines("x# = #;", HEAD, "};"),
    "assignments to one name": lines("x = #;", HEAD, "};"),
    "functions that assign globals": lines("exports.f# = () => { count# = #; };"),
    "global state": lines("exports.f# = (a) => { global.x# = a; globalThis.y# = a; };"),
    "properties of functions": lines("f.a# = (k) => { f.b# = k; };", "function f() {}\n"),
    "weak maps": lines("const w# = new WeakMap(); exports.f# = (k) => { w#.set(k, k); w#.set(k, { k }); };"),
    "registries": lines("const r# = new FinalizationRegistry((o) => 1); exports.f# = (o) => { r#.register(o, o); };"),
    "async local storages": lines(
        "const s# = new AsyncLocalStorage(); exports.f# = (a) => { s#.enterWith(a); };",
        "const { AsyncLocalStorage } = require('async_hooks');\n",
    ),
    "subscriptions": lines("s.a#.subscribe((v) => this.b = v);", CLASS + "ngOnInit() {\n", "}\n}\n"),
    "subscriptions kept": lambda size: (
        lines("this.s# = s.a#.subscribe((v) => this.b = v);", CLASS + "ngOnInit(s) {\n", "}\n")(size)
        + lines("this.s#.unsubscribe();", "ngOnDestroy() {\n", "}\n}\n")(size)
    ),
    "functions that subscribe": lines("exports.f# = (s) => { s.subscribe((v) => v.a#); };"),
    "observers": lines("exports.f# = (e) => { const o# = new MutationObserver(() => e); o#.observe(e); };"),
    "observers in one function": lines(
        "const o# = new ResizeObserver(() => e); o#.observe(e);", "exports.f = (e) => {\n", "};"
    ),
    "observers in fields": lambda size: (
        lines("this.o# = new ResizeObserver(() => 1); this.o#.observe(e);", CLASS + "init(e) {\n", "}\n")(size)
        + lines("this.o#.disconnect();", "destroy() {\n", "}\n}\n")(size)
    ),
    "object urls": lines("const u# = URL.createObjectURL(b); img.src = u#;", "exports.f = (b, img) => {\n", "};"),
    "effects": lines(
        "useEffect(() => { window.addEventListener('resize', () => set(#)); }, []);", "function C() {\n", "}\n"
    ),
    "components": lines("function C#() { useEffect(() => { const t = setInterval(() => 1, #); }, []); return 1; }"),
    "mounted hooks": lines(
        "onMounted(() => { window.addEventListener('resize', f#); });", "export default { setup() {\n", "} };"
    ),
    "files": lines(
        "exports.f# = async (p) => { const h# = await fs.open(p); await h#.read(); };",
        "const fs = require('fs/promises');\n",
    ),
    "files in one function": lines(
        "const h# = await fs.open(p); await h#.read(); await h#.close();",
        "const fs = require('fs/promises');\nexports.f = async (p) => {\n",
        "};",
    ),
    "connections": lines(
        "exports.f# = async () => { const c = await pool.connect(); await c.query('#'); c.release(); };"
    ),
    "connections in one function": lines(
        "const c# = await pool.connect(); await c#.query('#'); c#.release();", "exports.f = async () => {\n", "};"
    ),
    "blocking calls": lines(
        "app.get('/#', (req, res) => { res.end(fs.readFileSync('#')); });", "const fs = require('fs');\n"
    ),
    "blocking calls in one handler": lines(
        "res.write(fs.readFileSync('#'));", "const fs = require('fs');\napp.get('/', (req, res) => {\n", "});"
    ),
    "blocking calls down a chain": lines(
        "function f#(a) { return f1#(a); }",
        "const fs = require('fs');\napp.get('/', (q, s) => f0(q));\n",
        "function g() { fs.readFileSync('a'); }",
    ),
    "a chain of callers": lambda size: (
        "const fs = require('fs');\n"
        + "".join(f"function f{i}(a) {{ return f{i + 1}(a); }}\n" for i in range(size))
        + f"function f{size}(a) {{ return fs.readFileSync(a); }}\napp.get('/', (q, s) => f0(q));\n"
    ),
    "masked warnings": lines("e.setMaxListeners(0); e.on('a#', () => 1);", HEAD, "};"),
    "masked warnings of functions": lines("exports.f# = (e) => { e.setMaxListeners(0); e.on('a', () => #); };"),
    "suppressions": lines(
        "// leakline-ignore unremoved-listener -- x\nprocess.on('a', () => 1);", "exports.f = () => {\n", "};"
    ),
    "guarded listeners": lines("if (a#) return;\nbus.on('x#', () => c);", HEAD, "};"),
    "else ifs": lambda size: (
        HEAD
        + "if (a) {}\n"
        + "".join(
            f"else if (socket.a === {i}) {{ bus.on('x{i}', () => socket); setTimeout(() => cb({i}), 5); }}\n"
            for i in range(size)
        )
        + "};"
    ),
    "cases": lines(
        "case #: bus.on('x#', () => socket); t = setInterval(() => cb(), #); break;",
        HEAD + "let t;\nswitch (socket.a) {\n",
        "}\n};",
    ),
    "one scope of handlers": lines(
        "function h#() { g#(); clearInterval(t#); }\nlet t# = setInterval(h#, 1);", HEAD, "};"
    ),
    "functions that call one another": lines("function h#() { h1#(); } bus.on('x', h#);", HEAD, "};"),
    "declarations": lines("const v# = #, w# = v#;", HEAD, "};"),
    "objects in an array": lines(
        "{ id: #, name: 'a#', on() { bus.on('x', () => 1); } },",
        "const bus = require('bus');\nmodule.exports = [\n",
        "];",
    ),
    "properties of an object": lines(
        "a#: (k) => { m.set(k, 1); },", "const m = new Map();\nmodule.exports = {\n", "};"
    ),
    "numbers": lines("#, 0x#, '#',", "module.exports = [\n", "];"),
    "jsx children": lines(
        "<li onClick={() => bus.on('x#', () => p)} key='#'>a</li>", "const C = (p) => <ul>\n", "</ul>;"
    ),
    "imports": lines("const a# = require('a#'); a#.on('x', () => a#);"),
    "requests": lines("app.get('/#', (req, res) => { req.socket.on('close', () => res); req.on('end', () => 1); });"),
    "requests in one handler": lines(
        "req.socket.on('e#', () => res); http.get('x', { agent }, (r) => r.socket.on('e#', () => 1));",
        "app.get('/', (req, res) => {\n",
        "});",
    ),
    "agents": lines(
        "http.request({ agent }, (r) => { r.socket.setTimeout(5, () => #); r.socket.on('a', () => 1); });",
        "const agent = new http.Agent({ keepAlive: true });\nexports.f = () => {\n",
        "};",
    ),
    "chain": lambda size: "exports.f = (a) => a" + "\n.then(() => a)" * size,
    "chain that is dropped": lambda size: "exports.f = (a) => {\na" + "\n.then(() => a)" * size + ";\n};",
    "chain with names": lambda size: "exports.f = (a, g, h) => a" + "\n.then(g, h).catch(h)" * size + ";",
    "functions with chains": lines("exports.f# = (a) => { a.then((b) => b.c#).then(() => a).catch(() => 1); };"),
    "turns of promises": lines("async function t#() { await a(); return t#().then(() => t#()); } t#();"),
    "chain of ons": lambda size: "exports.f = (a) => a" + "\n.on('x', () => a)" * size,
    "chain of steps": lambda size: "exports.f = (a) => a" + ".b" * size + ".on('x', () => a);",
    "sum": lambda size: "x = " + "a +\n" * size + "1",
    "sum of calls": lambda size: "x = " + "a.on('x', () => 1) ||\n" * size + "1",
    "sequence": lambda size: "x = (" + "a.on('x', () => 1),\n" * size + "1)",
    "nested functions": nested("function f(a) { a.on('x', () => a);\n", "", "}\n"),
    "nested listeners": nested("a.on('x', () => {\n", "1", "});"),
    "nested arrows": nested("a => ", "a.on('x', () => a)", ""),
    "nested timers": nested("setTimeout(() => {\n", "1", "}, 5);"),
    "nested blocks": nested("{ let a = 1; b.on('x', () => a);\n", "", "}\n"),
    "nested ifs": nested("if (a) { b.on('x', () => a);\n", "", "}\n"),
    "nested calls": nested("f(", "1", ")"),
    "nested tries": nested("try { b.on('x', () => a);\n", "", "} finally { b.off('x'); }\n"),
    "nested classes": nested("class A { m(b) { b.on('x', () => this);\n", "", "} }\n"),
    "nested objects": nested("({ a: ", "1", "})"),
    "nested arrays": nested("[", "1", "]"),
    "nested parentheses": nested("(", "1", ")"),
    "nested promises": nested("new Promise((resolve, reject) => { bus.on('x', resolve);\n", "", "});"),
    "nested ternaries": nested("a ? b.on('x', () => 1) : ", "1", ""),
    "one long string": lambda size: "x = '" + "bus.on(" * size + "';",
    "one long comment": lambda size: "/* " + "bus.on(setInterval(" * size + "*/ bus.on('x', () => 1);",
    "many comments": lines("// setInterval(bus.on('x'))\nbus.on('x#', () => 1); /* # */", HEAD, "};"),
    "one long template": lambda size: "x = `" + "${a.on('x', () => 1)} " * size + "`;",
    "spaces": lambda size: "bus.on('x', () => 1);" + " " * size * 50 + "\n" * size * 50 + "bus.on('x', () => 1)",
    "names and spaces": lambda size: "exports.f = () => { " + ("a." + " " * 200) * size + "b.on('x', () => 1) };",
    "errors": lines("class { on( => } ] bus.on('x', () => #"),
    "openings": lambda size: "class A { constructor(b) { b.on('x', () => { this.y(" * (size // 4),
    "commas": lambda size: "x = [" + "," * size + "]; f(" + "a," * size + ")",
    "parameters": lambda size: (
        "exports.f = ("
        + ",".join(f"a{i}" for i in range(size))
        + ") => { bus.on('x', () => ["
        + ",".join(f"a{i}" for i in range(size))
        + "]); };"
    ),
    "one variable used often": lines("g(v, v.on('a', v)); v.x(() => v);", HEAD + "const v = new V();\n", "};"),
    "destructured": lambda size: (
        "const {"
        + ",".join(f"a{i}" for i in range(size))
        + "} = require('x');\n"
        + "".join(f"a{i}.on('x', () => 1);\n" for i in range(size))
    ),
}
