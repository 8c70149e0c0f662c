// Gathers marks that would cover one another: heaviest first, one partition of all marks per zoom.

const NEAR = 34; // pixels: two marks nearer than this would touch
const APART_FROM = 12; // from this zoom on only marks at the same spot are gathered
const STEP = 4096; // marks between two looks at the clock

/** Zooms with a partition of their own. */
export const FIRST_ZOOM = 2;
export const LAST_ZOOM = 13;

/**
 * The places in order of weight, heaviest first, equal ones by number: a counting sort, as weights are small.
 * @param {Uint32Array} weight
 * @param {(place: number) => boolean} isMark
 * @returns {Uint32Array}
 */
export function byWeight(weight, isMark) {
  let [n, top] = [0, 0];
  const kept = new Uint32Array(weight.length);
  for (let p = 0; p < weight.length; p++) {
    if (!isMark(p)) continue;
    kept[n++] = p;
    if (weight[p] > top) top = weight[p];
  }
  if (top > 4 * weight.length + 1000) return kept.slice(0, n).sort((a, b) => weight[b] - weight[a] || a - b);
  const starts = new Uint32Array(top + 2);
  for (let k = 0; k < n; k++) starts[top - weight[kept[k]] + 1]++;
  for (let w = 0; w <= top; w++) starts[w + 1] += starts[w];
  const order = new Uint32Array(n);
  for (let k = 0; k < n; k++) order[starts[top - weight[kept[k]]]++] = kept[k];
  return order;
}

/**
 * Partitions the marks for one zoom, a little at a time: yields between steps, returns the level.
 *
 * Each mark in turn joins the nearest head within reach, or becomes a head itself. Heads lie on a hashed grid with
 * cells as wide as the reach, so that nine cells hold all heads within it. A slot is a head's number; places that are
 * not marks (areas, listed and unplaced ones) follow with a slot each.
 * @param {{x: Float64Array, y: Float64Array, order: Uint32Array}} marks x and y on the unit square
 * @param {number} zoom
 * @returns {Generator<void, Level, void>}
 */
export function* clusterSteps({ x, y, order }, zoom) {
  const n = x.length;
  const world = 256 * 2 ** zoom;
  const reach = zoom >= APART_FROM ? 1.5 : NEAR;
  const cells = cellTable(order.length);
  const slot = new Int32Array(n).fill(-1);
  const next = new Int32Array(n);
  /** @type {number[]} */
  const heads = [];
  for (let k = 0; k < order.length; k++) {
    if (k % STEP === STEP - 1) yield;
    const p = order[k];
    const px = (x[p] * world) / reach;
    const py = (y[p] * world) / reach;
    const head = nearest(px, py);
    if (head >= 0) slot[p] = slot[head];
    else {
      const cell = cells.at(Math.floor(px), Math.floor(py));
      slot[p] = heads.push(p) - 1;
      next[p] = cells.first[cell];
      cells.first[cell] = p;
    }
  }
  let size = heads.length;
  for (let p = 0; p < n; p++) if (slot[p] < 0) slot[p] = size++;
  return { zoom, heads: Uint32Array.from(heads), slot: new Uint32Array(slot.buffer), size };

  /**
   * @param {number} px in units of the reach
   * @param {number} py
   */
  function nearest(px, py) {
    const cx = Math.floor(px);
    const cy = Math.floor(py);
    let best = -1;
    let least = 1;
    for (let a = cx - 1; a <= cx + 1; a++) {
      for (let b = cy - 1; b <= cy + 1; b++) {
        for (let h = cells.first[cells.at(a, b)]; h >= 0; h = next[h]) {
          const dx = (x[h] * world) / reach - px;
          const dy = (y[h] * world) / reach - py;
          const d = dx * dx + dy * dy;
          if (d < least) {
            least = d;
            best = h;
          }
        }
      }
    }
    return best;
  }
}

/**
 * An open hash of grid cells, each with the head that came last.
 * @param {number} n
 */
function cellTable(n) {
  let bits = 10;
  while (1 << bits < n * 1.5 && bits < 22) bits++;
  const mask = (1 << bits) - 1;
  return {
    first: new Int32Array(mask + 1).fill(-1),
    /**
     * @param {number} a
     * @param {number} b
     */
    at: (a, b) => ((Math.imul(a, 73856093) ^ Math.imul(b, 19349663)) >>> 5) & mask,
  };
}

/**
 * Runs a partition to its end.
 * @param {Generator<void, Level, void>} steps
 * @returns {Level}
 */
export function runToEnd(steps) {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
