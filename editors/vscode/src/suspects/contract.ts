// What `leakline.suspects` and `leakline.compareSnapshots` answer: the shape of `leakline compare --format json`.
// Lines and columns are one-based, columns in UTF-16 units; paths are absolute.

export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface Location extends Place {
  readonly function: string | null;
}

export interface TraceStep {
  readonly via: string;
  readonly name: string;
  readonly kind: string;
  readonly verdict: string;
  readonly reason: string | null;
  readonly location: Place | null;
}

export interface Capture extends Place {
  readonly name: string;
}

export interface Slot {
  readonly name: string;
  readonly retained_size: number;
  readonly dead: boolean;
  readonly captured_by: readonly Capture[];
  readonly scope?: string | null;
  readonly holds?: string | null;
}

export interface Cause extends Place {
  readonly rule: string | null;
  readonly remedy: string;
}

export interface Member {
  readonly kind: string;
  readonly name: string;
  readonly counts: readonly number[];
}

export type Origin = "workspace" | "dependency" | "runtime" | "unknown";

export interface Suspect {
  readonly fingerprint: string;
  readonly kind: string;
  readonly name: string;
  readonly counts: readonly number[];
  readonly shallow_sizes: readonly number[];
  readonly retained_size: number;
  readonly growing: boolean;
  readonly severity?: string;
  readonly origin: Origin;
  readonly location: Location | null;
  readonly script: { readonly url: string; readonly line: number; readonly column: number } | null;
  readonly why_not: { readonly reason: string; readonly detail: string } | null;
  readonly slots: readonly Slot[];
  readonly trace: readonly TraceStep[];
  readonly faulty_step: number | null;
  readonly cause: Cause | null;
  readonly members: readonly Member[];
}

export interface SnapshotInfo {
  readonly path: string;
  readonly file_size: number;
  readonly nodes: number;
  readonly edges: number;
  readonly shallow_size: number;
}

export interface Comparison {
  readonly snapshots: readonly SnapshotInfo[];
  readonly suspects: readonly Suspect[];
  readonly warnings?: readonly string[];
}
