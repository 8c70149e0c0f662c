// Hexagons in place of marks: how many events, or people killed, where the map is dense; or what has changed between two periods.
import { eachShown } from '../data/filter.js';
import { MARK } from '../data/model.js';
import { sumsOf } from '../data/sums.js';
import { turnsOf, worldAt } from '../data/project.js';
import { short } from './draw.js';

const RADIUS = 21; // pixels from the middle to a corner, at a whole zoom
const STEPS = [1, 3, 10, 30, 100, 300]; // each a shade darker
const [PALE, DARK] = [0.16, 0.88];
const NUMBERED = 15; // pixels: in a smaller hexagon no number is legible
/** More and fewer: told apart in all kinds of colour blindness, and by their signs. */
export const RISE = '#c2500a';
export const FALL = '#1f5fbf';

/** @typedef {{x: number, y: number, values: number[], places: number[]}} Hex the middle, on the unit square; sums; its places, those with most first */

/**
 * The hexagon that a position lies in: columns and rows of a grid with pointed tops.
 * @param {number} x
 * @param {number} y
 * @param {number} r from the middle to a corner, in the same unit
 * @returns {[number, number]}
 */
export function hexAt(x, y, r) {
  const q = ((Math.sqrt(3) / 3) * x - y / 3) / r;
  const s = ((2 / 3) * y) / r;
  const b = Math.round(-q - s);
  let [a, c] = [Math.round(q), Math.round(s)];
  const [da, db, dc] = [Math.abs(a - q), Math.abs(b + q + s), Math.abs(c - s)];
  if (da > db && da > dc) a = -b - c;
  else if (db <= dc) c = -a - b;
  return [a, c];
}

/** @param {number} a @param {number} c @param {number} r @returns {[number, number]} the middle of a hexagon */
export const middleOf = (a, c, r) => [r * Math.sqrt(3) * (a + c / 2), r * 1.5 * c];

/**
 * Gathers places into hexagons; the grid lies still on the world, so that a map that moves keeps them.
 * @param {Model} model
 * @param {ArrayLike<number>[]} values columns of figures, by place
 * @param {number} zoom whole
 * @returns {Hex[]}
 */
export function hexagons({ x, y, c: { place_kind: kind } }, values, zoom) {
  const r = RADIUS / worldAt(zoom);
  /** @type {Map<string, Hex>} */
  const found = new Map();
  for (let p = 0; p < x.length; p++) {
    if (kind[p] !== MARK || !values.some((column) => column[p])) continue;
    const [a, c] = hexAt(x[p], y[p], r);
    const key = `${a},${c}`;
    let hex = found.get(key);
    if (!hex) {
      const [mx, my] = middleOf(a, c, r);
      found.set(key, (hex = { x: mx, y: my, values: values.map(() => 0), places: [] }));
    }
    hex.places.push(p);
    for (let k = 0; k < values.length; k++) hex.values[k] += values[k][p];
  }
  const size = (/** @type {number} */ p) => values.reduce((n, column) => n + column[p], 0);
  for (const hex of found.values()) hex.places.sort((p, q) => size(q) - size(p) || p - q);
  return [...found.values()];
}

/**
 * How many events the filters leave at each place, or how many people were killed there.
 * @param {Store} store
 * @returns {Float64Array}
 */
export function figuresAt({ model, state, pass, counts }) {
  const { event_place: place, event_killed_best: best, event_killed_low: low, event_killed_high: high } = model.c;
  const sums = new Float64Array(model.head.places);
  const figure = (/** @type {number} */ i) => (counts.dead ? Math.max(0, (best[i] || low[i] || high[i]) - 1) : 1);
  eachShown(model, state, pass, (i) => (sums[place[i]] += figure(i)));
  return sums;
}

/** @type {WeakMap<Tally, {key: string, hexes: Hex[]}>} what was gathered for a count, for its zoom */
const kept = new WeakMap();

/**
 * @param {Store} store
 * @param {number} zoom whole
 * @returns {Hex[]}
 */
function gathered(store, zoom) {
  const { model, state, pass, counts, compared: change, isShaded } = store;
  const key = JSON.stringify([zoom, change, isShaded]);
  const known = kept.get(counts);
  if (known?.key === key) return known.hexes;
  const places = model.head.places;
  const { event_place: place, place_district: districtOf } = model.c;
  let values = [];
  if (change) {
    for (const period of change.periods) {
      const sums = sumsOf(model, state, pass, {
        period,
        groups: places,
        groupOf: (i) => place[i],
        isDeaths: change.isDeaths,
      });
      values.push(sums.low, sums.high);
    }
  } else {
    const sums = figuresAt(store);
    values = [isShaded ? sums.map((n, p) => (districtOf[p] ? 0 : n)) : sums];
  }
  const hexes = hexagons(model, values, zoom);
  kept.set(counts, { key, hexes });
  return hexes;
}

/**
 * What a hexagon says: how much more or fewer for certain, or that it cannot be said.
 * @param {number[]} values lowest and highest of the earlier period, then of the later one
 * @returns {{sign: -1 | 0 | 1, least: number}} `least`: by how much at least
 */
export function changeIn([low0, high0, low1, high1]) {
  if (low1 > high0) return { sign: 1, least: low1 - high0 };
  if (high1 < low0) return { sign: -1, least: low0 - high1 };
  return { sign: 0, least: 0 };
}

/**
 * Draws the hexagons of a window.
 * @param {CanvasRenderingContext2D} c
 * @param {Store} store
 * @param {View} view
 * @param {Theme} theme
 * @returns {Mark[]} each to be pointed at and opened as a mark is
 */
export function drawHexes(c, store, view, theme) {
  const zoom = Math.max(0, Math.round(view.zoom));
  const r = RADIUS * 2 ** (view.zoom - zoom);
  const isChange = Boolean(store.compared);
  /** @type {Mark[]} */
  const marks = [];
  for (const { world, left, top, width, height, turn } of turnsOf(view, r)) {
    for (const { x: ux, y: uy, values, places } of gathered(store, zoom)) {
      const [x, y] = [ux * world - left, uy * world - top];
      if (x < -r || y < -r || x > width + r || y > height + r) continue;
      const look = isChange
        ? lookOfChange(values, theme)
        : { least: values[0], color: theme.accent, text: short(values[0]) };
      if (!look) continue;
      draw(c, { x, y, r }, { alpha: alphaOf(look.least), ...look }, theme);
      marks.push({
        slot: -1,
        place: places[0],
        turn,
        x,
        y,
        n: isChange ? places.length : look.least,
        w: look.least,
        r: r * 0.86,
        unsure: false,
        places,
        values,
      });
    }
  }
  return marks;
}

/**
 * @param {number[]} values
 * @param {Theme} theme
 * @returns {{least: number, color: string, text: string} | null} null where nothing has changed
 */
function lookOfChange(values, theme) {
  const { sign, least } = changeIn(values);
  if (sign)
    return sign > 0
      ? { least, color: RISE, text: `+${short(least)}` }
      : { least, color: FALL, text: `−${short(least)}` };
  return values[0] === values[1] && values[2] === values[3] ? null : { least: 0, color: theme.muted, text: '±' };
}

/** Whether marks are gathered into larger figures. @param {Store} store */
export const isGathered = ({ isHexed, isShaded, compared }) => Boolean(isHexed || isShaded || compared);

/** How dark a sum is. @param {number} n */
export const alphaOf = (n) => PALE + ((DARK - PALE) * STEPS.filter((step) => n >= step).length) / STEPS.length;

/**
 * @param {CanvasRenderingContext2D} c
 * @param {{x: number, y: number, r: number}} at
 * @param {{alpha: number, color: string, text: string}} look
 * @param {Theme} theme
 */
function draw(c, { x, y, r }, { alpha, color, text }, theme) {
  traceHex(c, x, y, r - 0.8);
  c.globalAlpha = alpha;
  c.fillStyle = color;
  c.fill();
  c.globalAlpha = 0.85;
  c.strokeStyle = color;
  c.lineWidth = 0.8;
  c.stroke();
  c.globalAlpha = 1;
  if (r < NUMBERED) return;
  writeNumber(c, text, x, y, theme);
}

/** @param {CanvasRenderingContext2D} c @param {string} text @param {number} x @param {number} y @param {Theme} theme */
export function writeNumber(c, text, x, y, theme) {
  c.font = '600 11px system-ui, sans-serif';
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.lineJoin = 'round';
  c.lineWidth = 3;
  c.strokeStyle = theme.panel;
  c.strokeText(text, x, y + 0.5);
  c.fillStyle = theme.ink;
  c.fillText(text, x, y + 0.5);
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
export function traceHex(c, x, y, r) {
  c.beginPath();
  for (let k = 0; k < 6; k++) {
    const angle = (Math.PI / 3) * k - Math.PI / 2;
    if (k) c.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
    else c.moveTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  c.closePath();
}
