import { escaped } from "./html";

const WIDTH = 480;
const HEIGHT = 150;
const LEFT = 14;
const TOP = 26;
const BOTTOM = 26;

/** Counts over the snapshots as inline SVG: bars with a line over them, and a sentence for those who cannot see it. */
export function chart(counts: readonly number[], names: readonly string[], what: string): string {
  const most = Math.max(1, ...counts);
  const floor = HEIGHT - BOTTOM;
  const slot = (WIDTH - 2 * LEFT) / Math.max(1, counts.length);
  const x = (index: number): number => LEFT + slot * (index + 0.5);
  const y = (count: number): number => floor - (count / most) * (floor - TOP);
  const bars = counts.map((count, index) => {
    const height = Math.max(1, floor - y(count));
    const wide = Math.min(56, slot * 0.6);
    return (
      `<rect class="bar" x="${(x(index) - wide / 2).toFixed(1)}" y="${(floor - height).toFixed(1)}" width="${wide.toFixed(1)}" height="${height.toFixed(1)}"/>` +
      `<text class="count" x="${x(index).toFixed(1)}" y="${(y(count) - 8).toFixed(1)}">${count}</text>` +
      `<text class="name" x="${x(index).toFixed(1)}" y="${HEIGHT - 8}">${escaped(names[index] ?? String(index + 1))}</text>`
    );
  });
  const line = counts.map((count, index) => `${x(index).toFixed(1)},${y(count).toFixed(1)}`).join(" ");
  const said = `${what}: ${counts.join(", then ")}`;
  return (
    `<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(said)}">` +
    `<line class="floor" x1="${LEFT}" y1="${floor}" x2="${WIDTH - LEFT}" y2="${floor}"/>${bars.join("")}` +
    `<polyline class="line" points="${line}"/></svg>`
  );
}
