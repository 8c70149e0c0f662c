// Cuts a stretch of days into the bars of the histogram: days, weeks, months or quarters.
import { DAY_MS } from '../text/dates.js';

const WIDEST_DAY = 3; // pixels a bar needs at least to be told from its neighbours
const MONDAY = 4; // 1970-01-01 was a Thursday: day 4 is the first Monday

/**
 * @param {number} day0 days since 1970-01-01 of the page's first day
 * @param {number} from first day, counted from day0
 * @param {number} to day after the last
 * @param {number} width pixels
 * @returns {{name: 'day' | 'week' | 'month' | 'quarter', edges: number[], binOf: (day: number) => number}} edges: where
 *   bars begin, and the end of the last; days outside belong to the first or last bar
 */
export function cutDays(day0, from, to, width) {
  const name = grainFor((to - from) / width);
  const edges = edgesOf(name, day0, from, to);
  const bins = edges.length - 1;
  if (name === 'day') return { name, edges, binOf: (day) => clamp(day - from, bins) };
  if (name === 'week')
    return { name, edges, binOf: (day) => clamp(day < edges[1] ? 0 : 1 + Math.floor((day - edges[1]) / 7), bins) };
  return { name, edges, binOf: (day) => clamp(lastAtOrBefore(edges, day), bins) };
}

/**
 * The same cut into bars of a given grain.
 * @param {string} name day, week, month or quarter
 * @param {number} day0
 * @param {number} from
 * @param {number} to
 */
export function daysIn(name, day0, from, to) {
  const edges = edgesOf(name, day0, from, to);
  return { name, edges, binOf: (/** @type {number} */ day) => clamp(lastAtOrBefore(edges, day), edges.length - 1) };
}

/** @param {number} daysPerPixel */
function grainFor(daysPerPixel) {
  if (daysPerPixel * WIDEST_DAY <= 1) return 'day';
  if (daysPerPixel * WIDEST_DAY <= 7) return 'week';
  return daysPerPixel * WIDEST_DAY <= 31 ? 'month' : 'quarter';
}

/**
 * @param {string} name
 * @param {number} day0
 * @param {number} from
 * @param {number} to
 */
function edgesOf(name, day0, from, to) {
  const edges = [from];
  if (name === 'day') for (let d = from + 1; d < to; d++) edges.push(d);
  else if (name === 'week') {
    const monday = from + ((((MONDAY - day0 - from) % 7) + 7) % 7 || 7);
    for (let d = monday; d < to; d += 7) edges.push(d);
  } else {
    const step = name === 'month' ? 1 : 3;
    const start = new Date((day0 + from) * DAY_MS);
    for (let m = start.getUTCMonth() - (start.getUTCMonth() % step) + step; ; m += step) {
      const d = Date.UTC(start.getUTCFullYear(), m, 1) / DAY_MS - day0;
      if (d >= to) break;
      edges.push(d);
    }
  }
  edges.push(to);
  return edges;
}

/**
 * @param {number} bin
 * @param {number} bins
 */
const clamp = (bin, bins) => Math.max(0, Math.min(bins - 1, bin));

/**
 * @param {number[]} edges rising
 * @param {number} day
 */
function lastAtOrBefore(edges, day) {
  let low = 0;
  let high = edges.length;
  while (low < high - 1) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= day) low = middle;
    else high = middle;
  }
  return low;
}
