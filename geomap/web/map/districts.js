// Districts in place of marks: how many events, or people killed, each holds. What is known only to an oblast shades the oblast.
import { traceArea } from './areas.js';
import { alphaOf, figuresAt, writeNumber } from './hexes.js';
import { isAgain, short } from './draw.js';
import { turnsOf } from '../data/project.js';

const NUMBERED = 18; // pixels: in a smaller district no number is legible
const RADIUS = 9; // pixels around a number that a pointer and the keyboard's ring take

/** @typedef {{n: number, places: number[]}} Sum of a district; its places, those with most first */

/**
 * What the districts of a model hold, by their number counted from 1.
 * @param {Model} model
 * @param {ArrayLike<number>} values by place
 * @returns {Map<number, Sum>} only those that hold anything
 */
export function districtSums({ c: { place_district: districtOf } }, values) {
  /** @type {Map<number, Sum>} */
  const sums = new Map();
  for (let p = 0; p < districtOf.length; p++) {
    if (!districtOf[p] || !values[p]) continue;
    const sum = sums.get(districtOf[p]) ?? { n: 0, places: [] };
    sums.set(districtOf[p], sum);
    sum.n += values[p];
    sum.places.push(p);
  }
  for (const { places } of sums.values()) places.sort((p, q) => values[q] - values[p] || p - q);
  return sums;
}

/** @type {WeakMap<Tally, Map<number, Sum>>} what was summed for a count */
const kept = new WeakMap();

/** @param {Store} store */
function summed(store) {
  let sums = kept.get(store.counts);
  if (!sums) kept.set(store.counts, (sums = districtSums(store.model, figuresAt(store))));
  return sums;
}

/**
 * Draws the districts of a window.
 * @param {CanvasRenderingContext2D} c
 * @param {Store} store
 * @param {View} view
 * @param {Theme} theme
 * @returns {{marks: Mark[], shapes: Shape[]}} each to be pointed at and opened as a mark is, wherever it is pointed at
 */
export function drawDistricts(c, store, view, theme) {
  /** @type {Shape[]} */
  const shapes = [];
  for (const seen of turnsOf(view, view.world / 2)) {
    for (const [number, { n, places }] of summed(store)) {
      const area = store.model.districts[number - 1];
      const [x, y] = [area.x * seen.world - seen.left, area.y * seen.world - seen.top];
      const path = isAgain(x, seen.world, seen.width) ? null : traceArea(area, seen);
      if (!path) continue;
      const wide = Math.min(area.x1 - area.x0, area.y1 - area.y0) * seen.world;
      fill(c, path, alphaOf(n), theme);
      const [r, turn] = [Math.min(RADIUS, wide / 2), seen.turn];
      shapes.push({
        mark: { slot: -1, place: places[0], turn, x, y, n, w: n, r, unsure: false, places, district: number },
        path,
        isCircle: false,
        size: (area.x1 - area.x0) * (area.y1 - area.y0),
      });
      if (wide >= NUMBERED) writeNumber(c, short(n), x, y, theme);
    }
  }
  return { marks: shapes.map(({ mark }) => mark), shapes };
}

/** @param {CanvasRenderingContext2D} c @param {Path2D} path @param {number} alpha @param {Theme} theme */
function fill(c, path, alpha, theme) {
  c.save();
  c.globalAlpha = alpha;
  c.fillStyle = theme.accent;
  c.fill(path, 'evenodd');
  c.globalAlpha = 0.85;
  c.strokeStyle = theme.accent;
  c.lineWidth = 0.8;
  c.stroke(path);
  c.restore();
}
