// A drawn stroke with as few corners as it needs.

/**
 * The corners of a line that stay when it may move by some pixels (Douglas and Peucker).
 * @template {{x: number, y: number}} T
 * @param {T[]} line
 * @param {number} most pixels
 * @returns {T[]}
 */
export function thinned(line, most) {
  if (line.length < 3) return line;
  const keep = new Uint8Array(line.length);
  keep[0] = keep[line.length - 1] = 1;
  const waiting = [[0, line.length - 1]];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const [a, b] = part;
    let [far, at] = [most, -1];
    for (let k = a + 1; k < b; k++) {
      const d = offLine(line[k], line[a], line[b]);
      if (d > far) [far, at] = [d, k];
    }
    if (at < 0) continue;
    keep[at] = 1;
    waiting.push([a, at], [at, b]);
  }
  return line.filter((_, k) => keep[k]);
}

/**
 * How far a point lies off a stretch.
 * @param {{x: number, y: number}} p
 * @param {{x: number, y: number}} a
 * @param {{x: number, y: number}} b
 */
function offLine(p, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length)) : 0;
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}
