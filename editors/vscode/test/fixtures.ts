import type { Suspect } from "../src/suspects/contract";

/** A suspect as the server tells of the founding example, with what a test changes. */
export function suspect(changes: Partial<Suspect> = {}): Suspect {
  return {
    fingerprint: "f1",
    kind: "closure",
    name: "(anonymous)",
    counts: [0, 10, 20],
    shallow_sizes: [0, 560, 1120],
    retained_size: 7600,
    growing: true,
    severity: "warning",
    origin: "workspace",
    location: { path: "/app/leak.js", line: 15, column: 20, function: "run3" },
    script: { url: "/demo/leak.js", line: 15, column: 20 },
    why_not: null,
    slots: [{ name: "innerData", retained_size: 5680, dead: true, captured_by: [{ name: "outClosure3", path: "/app/leak.js", line: 14, column: 23 }], holds: "Buffer" }],
    trace: [
      { via: "test", name: "EventEmitter", kind: "object", verdict: "expected", reason: "global variable", location: null },
      { via: "on('error')[8]", name: "(anonymous)", kind: "closure", verdict: "stuck", reason: "grows", location: { path: "/app/leak.js", line: 15, column: 20 } },
    ],
    faulty_step: 1,
    cause: { path: "/app/leak.js", line: 15, column: 3, rule: "unremoved-listener", remedy: "remove the listener with test.off('error', listener)" },
    members: [{ kind: "object", name: "Buffer", counts: [0, 10, 20] }],
    ...changes,
  };
}
