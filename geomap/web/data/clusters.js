// Gathers marks that would cover one another: heaviest first, one partition of all marks per zoom.
import { worldAt } from './project.js';

const NEAR = 34; // pixels: two marks nearer than this would touch
const AIRY = 54; // the same on a map of very many places, which would else be a carpet of numbers
const [FEW, MANY] = [250, 2500]; // places between which one grows into the other
const APART_FROM = 12; // from this zoom on only marks at the same spot are gathered
const STEP = 4096; // marks between two looks at the clock
const NUMBERED = 1 << 16; // events between two looks at the clock

/** Zooms with a partition of their own. */
export const FIRST_ZOOM = 0;
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
 * Each mark in turn joins the nearest head within reach, or becomes a head itself. Heads lie on a grid with cells as
 * wide as the reach, so that nine cells hold all heads within it. A slot is a head's number; places that are not marks
 * (areas, listed and unplaced ones) follow with a slot each.
 * @param {{x: Float64Array, y: Float64Array, order: Uint32Array, ghosts?: Uint32Array}} marks x and y on the unit square
 * @param {number} zoom
 * @returns {Generator<void, Level, void>}
 */
export function* clusterSteps(marks, zoom) {
  const { x, order } = marks;
  const n = x.length;
  const reach = (zoom >= APART_FROM ? 1.5 : nearFor(order.length)) / worldAt(zoom);
  const seats = makeSeats(marks, reach);
  for (let from = 0; from < order.length; from += STEP) {
    seats.seat(from, Math.min(order.length, from + STEP));
    yield;
  }
  const { slot } = seats;
  let size = seats.count();
  const heads = seats.heads.slice(0, size);
  const [headX, headY] = [seats.headX.slice(0, size), seats.headY.slice(0, size)];
  const ghosts = yield* ghostSteps(marks, reach, slot, size);
  size += ghosts.heads.length;
  for (let p = 0; p < n; p++) if (slot[p] < 0) slot[p] = size++;
  return { zoom, heads, x: headX, y: headY, slot: new Uint32Array(slot.buffer), size, ghosts };
}

/**
 * The same for doubtful events: they never count in a mark of others.
 * @param {{x: Float64Array, y: Float64Array, ghosts?: Uint32Array}} marks
 * @param {number} reach
 * @param {Int32Array} slot gets their slots
 * @param {number} from the first of these
 * @returns {Generator<void, Level['ghosts'], void>}
 */
function* ghostSteps({ x, y, ghosts: order }, reach, slot, from) {
  if (!order?.length) return { from, heads: new Uint32Array(0), x: new Float64Array(0), y: new Float64Array(0) };
  const seats = makeSeats({ x, y, order }, reach);
  for (let at = 0; at < order.length; at += STEP) {
    seats.seat(at, Math.min(order.length, at + STEP));
    yield;
  }
  for (const p of order) slot[p] = from + seats.slot[p];
  const size = seats.count();
  return { from, heads: seats.heads.slice(0, size), x: seats.headX.slice(0, size), y: seats.headY.slice(0, size) };
}

/**
 * How far apart heads stand at least, in pixels, on a map of so many places.
 * @param {number} places
 */
export const nearFor = (places) =>
  NEAR + (AIRY - NEAR) * Math.max(0, Math.min(1, Math.log(places / FEW) / Math.log(MANY / FEW)));

/**
 * Gives marks their heads. The positions of heads stand beside one another, so that a look at the neighbours is quick.
 * @param {{x: Float64Array, y: Float64Array, order: Uint32Array}} marks
 * @param {number} reach on the unit square
 */
function makeSeats({ x, y, order }, reach) {
  const slot = new Int32Array(x.length).fill(-1);
  const heads = new Uint32Array(order.length); // memory that nobody writes to costs nothing
  const headX = new Float64Array(order.length);
  const headY = new Float64Array(order.length);
  const next = new Int32Array(order.length); // the head before it in the same cell, counted from 1; 0 is none
  const { first, cell, across } = makeGrid({ x, y, order }, reach);
  const most = reach * reach;
  let count = 0;

  /**
   * @param {number} px
   * @param {number} py
   * @param {number} column
   * @param {number} row
   */
  function nearest(px, py, column, row) {
    let best = -1;
    let least = most;
    for (let b = row - 1; b <= row + 1; b++) {
      for (let a = column - 1; a <= column + 1; a++) {
        for (let k = first[cell(a, b)]; k; k = next[k - 1]) {
          const dx = headX[k - 1] - px;
          const dy = headY[k - 1] - py;
          const d = dx * dx + dy * dy;
          if (d < least) {
            least = d;
            best = k - 1;
          }
        }
      }
    }
    return best;
  }

  return {
    slot,
    heads,
    headX,
    headY,
    count: () => count,
    /**
     * @param {number} from
     * @param {number} to
     */
    seat(from, to) {
      for (let k = from; k < to; k++) {
        const p = order[k];
        const column = across(x[p]);
        const row = across(y[p]);
        let head = nearest(x[p], y[p], column, row);
        if (head < 0 && x[p] < reach)
          head = nearest(x[p] + 1, y[p], across(x[p] + 1), row); // beyond the antimeridian
        else if (head < 0 && x[p] > 1 - reach) head = nearest(x[p] - 1, y[p], across(x[p] - 1), row);
        if (head >= 0) {
          slot[p] = head;
          continue;
        }
        slot[p] = count;
        heads[count] = p;
        headX[count] = x[p];
        headY[count] = y[p];
        const at = cell(column, row);
        next[count] = first[at];
        first[at] = ++count;
      }
    },
  };
}

/**
 * The grid's cells, each with the head that came last, counted from 1: all cells around the marks where these are not
 * many more than the marks, else an open hash of them.
 * @param {{x: Float64Array, y: Float64Array, order: Uint32Array}} marks
 * @param {number} reach the width of a cell
 */
function makeGrid({ x, y, order }, reach) {
  const across = (/** @type {number} */ at) => Math.floor(at / reach);
  let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let k = 0; k < order.length; k++) {
    const p = order[k];
    west = Math.min(west, x[p]);
    east = Math.max(east, x[p]);
    north = Math.min(north, y[p]);
    south = Math.max(south, y[p]);
  }
  const [left, top] = [across(west) - 1, across(north) - 1];
  const columns = across(east) - left + 2;
  const size = columns * (across(south) - top + 2);
  if (size <= 4 * order.length + 4096) {
    return {
      across,
      first: new Int32Array(size),
      cell: (/** @type {number} */ a, /** @type {number} */ b) => (b - top) * columns + a - left,
    };
  }
  let bits = 10;
  while (1 << bits < order.length * 1.5 && bits < 22) bits++;
  const mask = (1 << bits) - 1;
  return {
    across,
    first: new Int32Array(mask + 1),
    cell: (/** @type {number} */ a, /** @type {number} */ b) =>
      ((Math.imul(a, 73856093) ^ Math.imul(b, 19349663)) >>> 5) & mask,
  };
}

/**
 * Gives each event the number of its slot and type, for levels of so many places that counting would jump about in memory.
 * @param {Model} model
 * @param {Level} level
 * @returns {Generator<void, Level, void>}
 */
export function* numberSteps({ c, head }, level) {
  const cells = new Uint32Array(head.events);
  const { event_place: place, event_type: type } = c;
  const { slot } = level;
  const kinds = head.types.length;
  for (let from = 0; from < cells.length; from += NUMBERED) {
    const to = Math.min(cells.length, from + NUMBERED);
    for (let i = from; i < to; i++) cells[i] = slot[place[i]] * kinds + type[i];
    yield;
  }
  return { ...level, cells };
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
