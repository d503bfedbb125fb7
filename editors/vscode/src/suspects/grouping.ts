import type { Origin, Suspect } from "./contract";
import { growth, holder, target, title } from "./wording";

export type Order = "size" | "growth" | "name";
export type Group = Origin | "elsewhere" | "ignored";

/** What the view shows: a text that must occur, only what grew, and the order within a file. */
export interface Choice {
  readonly text: string;
  readonly growingOnly: boolean;
  readonly order: Order;
}

export interface FileGroup {
  /** Undefined: there is no source line for these. */
  readonly path: string | undefined;
  readonly suspects: readonly Suspect[];
}

export interface OriginGroup {
  readonly group: Group;
  readonly count: number;
  readonly files: readonly FileGroup[];
}

export const ORDERS: Readonly<Record<Order, string>> = {
  size: "Retained size, largest first",
  growth: "Growth, most first",
  name: "Name",
};

const GROUPS: readonly Group[] = ["workspace", "elsewhere", "dependency", "runtime", "unknown", "ignored"];

/** Suspects by whose code they are and by file; those that the user ignores come last, in a group of their own. */
export function grouped(suspects: readonly Suspect[], choice: Choice, ignored: (fingerprint: string) => boolean): OriginGroup[] {
  const shown = suspects.filter((suspect) => (suspect.growing || !choice.growingOnly) && matches(suspect, choice.text)).sort(comparer(choice.order));
  return GROUPS.flatMap((group) => {
    const members = shown.filter((suspect) => groupOf(suspect, ignored) === group);
    return members.length > 0 ? [{ group, count: members.length, files: byFile(members) }] : [];
  });
}

function groupOf(suspect: Suspect, ignored: (fingerprint: string) => boolean): Group {
  if (ignored(suspect.fingerprint)) return "ignored";
  return suspect.origin === "unknown" && target(suspect) ? "elsewhere" : suspect.origin;
}

function byFile(suspects: readonly Suspect[]): FileGroup[] {
  const files = new Map<string | undefined, Suspect[]>();
  for (const suspect of suspects) {
    const path = target(suspect)?.path;
    const known = files.get(path);
    if (known) known.push(suspect);
    else files.set(path, [suspect]);
  }
  return [...files].map(([path, members]) => ({ path, suspects: members }));
}

function matches(suspect: Suspect, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const place = target(suspect)?.path ?? suspect.script?.url ?? "";
  const said = [title(suspect), suspect.kind, holder(suspect) ?? "", place, growth(suspect), suspect.cause?.rule ?? ""];
  const haystack = [...said, ...suspect.trace.map((step) => `${step.via} ${step.name}`)].join("\n").toLowerCase();
  return words.every((word) => haystack.includes(word));
}

function comparer(order: Order): (a: Suspect, b: Suspect) => number {
  const grown = (suspect: Suspect): number => (suspect.counts.at(-1) ?? 0) - (suspect.counts[0] ?? 0);
  switch (order) {
    case "size":
      return (a, b) => b.retained_size - a.retained_size;
    case "growth":
      return (a, b) => grown(b) - grown(a) || b.retained_size - a.retained_size;
    case "name":
      return (a, b) => title(a).localeCompare(title(b)) || b.retained_size - a.retained_size;
  }
}
