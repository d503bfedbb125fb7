const SHOWN_LINES = 3;

/** Why pip failed, in a sentence or two, from what it wrote; an index that does not answer it calls "no matching distribution". */
export function reason(lines: readonly string[]): string {
  const errors = lines.filter((line) => /error/i.test(line)).slice(-SHOWN_LINES);
  const broken = lines.map((line) => /connection broken by .*?([A-Z]\w*(?:Error|Exception))\b/.exec(line)?.[1]).find(Boolean);
  if (broken && errors.some((line) => /no matching distribution|could not install/i.test(line))) {
    return `the package index does not answer (${broken}). Mind the network, and pip's settings for a proxy or another index.`;
  }
  return errors.join(" ") || lines.at(-1) || "pip said nothing.";
}
