// Draws marks, areas and rings on a canvas; knows nothing of Leaflet.
import { metresToPixels } from './project.js';
import { traceShape } from './theme.js';

const TURN = Math.PI * 2;
const EDGE = 40; // pixels beyond the canvas in which marks still reach into it
const MOST = 6000; // marks drawn at once
const LABEL_NEAR = 44; // pixels: labels of areas nearer than this are one
const MOST_CIRCLES = 6; // circles that stand for areas without outline; more would cover the map
const NEAR_SEATS = [[0, 0], [0, -24], [0, 24], [0, -48], [0, 48]]; // pixels right and down at which an area's name may stand
const SEATS = [...NEAR_SEATS, [-38, 0], [38, 0], [-38, -24], [38, -24], [-38, 24], [38, 24], [-60, -44], [60, -44], [-60, 44], [60, 44]]; // the same for a bare number
const REACH_M = 100; // metres a unit of place_reach
const FONTS = Array.from({ length: 15 }, (_, size) => `600 ${size}px system-ui, sans-serif`); // whole sizes: a browser keeps few fonts ready

/**
 * 1234 as 1.2k: four signs at most.
 * @param {number} n
 */
export function short(n) {
  if (n < 1000) return String(n);
  if (n < 9950) return `${(n / 1000).toFixed(1).replace('.0', '')}k`;
  if (n < 999500) return `${Math.round(n / 1000)}k`;
  return `${(n / 1e6).toFixed(1).replace('.0', '')}M`;
}

/**
 * The marks inside the window, heaviest first, each with its circle.
 * @param {Store} store
 * @param {View} view
 * @returns {Mark[]}
 */
export function marksInView({ level, counts }, view) {
  const { heads, x: headX, y: headY } = level;
  const { slots, possible } = counts;
  /** @type {Mark[]} */
  const marks = [];
  const unit = 22 / Math.sqrt(Math.max(12, counts.top));
  for (let s = 0; s < heads.length; s++) {
    const n = slots[s];
    if (!n) continue;
    const x = headX[s] * view.world - view.left;
    const y = headY[s] * view.world - view.top;
    if (x < -EDGE || y < -EDGE || x > view.width + EDGE || y > view.height + EDGE) continue;
    const r = n === 1 ? 6 : Math.max([0, 9, 11, 13, 14.5, 15][short(n).length], 3 + unit * Math.sqrt(n));
    marks.push({ slot: s, place: heads[s], x, y, n, r, unsure: possible[s] === n });
  }
  marks.sort((a, b) => b.n - a.n);
  return marks.slice(0, MOST);
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Store} store
 * @param {Mark[]} marks
 * @param {{styles: TypeStyle[], theme: Theme, faded: boolean}} look
 */
export function drawMarks(c, store, marks, { styles, theme, faded }) {
  const kinds = styles.length;
  c.lineJoin = 'round';
  for (const mark of marks) {
    c.globalAlpha = faded ? 0.25 : 1;
    c.setLineDash([]);
    if (mark.n === 1) drawOne(c, mark, styles[mainType(store, mark.slot, kinds)], theme);
    else drawMany(c, mark, shares(store, mark.slot, kinds), { styles, theme });
  }
  c.globalAlpha = 1;
  c.setLineDash([]);
}

/**
 * How many events of each type that is on stand in a slot.
 * @param {Store} store
 * @param {number} slot
 * @param {number} kinds
 */
export const shares = ({ counts, state }, slot, kinds) =>
  Array.from({ length: kinds }, (_, t) => (state.types[t] ? counts.by[slot * kinds + t] : 0));

/**
 * The most frequent type in a slot.
 * @param {Store} store
 * @param {number} slot
 * @param {number} kinds
 */
export function mainType(store, slot, kinds) {
  const all = shares(store, slot, kinds);
  return all.indexOf(Math.max(...all));
}

/**
 * One event: its type's shape, hollow when it only possibly lies in the date range.
 * @param {CanvasRenderingContext2D} c
 * @param {Mark} mark
 * @param {TypeStyle} style
 * @param {Theme} theme
 */
function drawOne(c, mark, style, theme) {
  c.beginPath();
  traceShape(c, style.shape, mark.x, mark.y, mark.r);
  c.lineWidth = 3.5;
  c.strokeStyle = theme.ring;
  c.stroke();
  c.fillStyle = mark.unsure ? theme.panel : style.color;
  c.fill();
  if (!mark.unsure) return;
  c.lineWidth = 1.8;
  c.strokeStyle = style.color;
  c.stroke();
}

/**
 * Several events: their number in a ring that shows the share of each type.
 * @param {CanvasRenderingContext2D} c
 * @param {Mark} mark
 * @param {number[]} parts
 * @param {{styles: TypeStyle[], theme: Theme}} look
 */
function drawMany(c, mark, parts, { styles, theme }) {
  const { x, y, r, n } = mark;
  c.beginPath();
  c.arc(x, y, r + 1, 0, TURN);
  c.fillStyle = theme.panel;
  c.fill();
  const width = Math.max(3, r * 0.22);
  c.lineWidth = width;
  if (mark.unsure) c.setLineDash([3, 2]);
  let from = -TURN / 4;
  parts.forEach((part, t) => {
    if (!part) return;
    const to = from + (TURN * part) / n;
    c.beginPath();
    c.arc(x, y, r - width / 2, from, to);
    c.strokeStyle = styles[t].color;
    c.stroke();
    from = to;
  });
  c.setLineDash([]);
  const text = short(n);
  c.font = FONTS[Math.round(Math.min(14, Math.max(10, r * 0.72 - (text.length - 2))))];
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.fillStyle = theme.ink;
  c.fillText(text, x, y + 0.5);
}

/**
 * The areas with events that reach into the window, most events first; labels that would touch are one.
 * @param {Store} store
 * @param {View} view
 * @returns {{shapes: {mark: Mark, path: Path2D, isCircle: boolean}[], labels: Mark[]}}
 */
export function areasInView({ model, level, counts }, view) {
  const shapes = [];
  for (const p of model.areaPlaces) {
    const slot = level.slot[p];
    const n = counts.slots[slot];
    if (!n) continue;
    const x = model.x[p] * view.world - view.left;
    const y = model.y[p] * view.world - view.top;
    const path = areaPath(model, p, view, x, y);
    if (path) shapes.push({ mark: { slot, place: p, x, y, n, r: 10, unsure: counts.possible[slot] === n }, path, isCircle: !model.c.place_area[p] });
  }
  shapes.sort((a, b) => b.mark.n - a.mark.n);
  return { shapes, labels: joined(shapes.map(({ mark }) => mark)) };
}

/**
 * Joins marks nearer than a label is high and half a name wide, the first ones leading.
 * @param {Mark[]} marks
 * @returns {Mark[]}
 */
function joined(marks) {
  /** @type {Mark[]} */
  const kept = [];
  for (const mark of marks) {
    const head = kept.find((other) => Math.abs(other.x - mark.x) < LABEL_NEAR && Math.abs(other.y - mark.y) < LABEL_NEAR);
    if (!head) kept.push({ ...mark });
    else {
      head.n += mark.n;
      head.also = [...(head.also ?? []), mark.slot];
    }
  }
  return kept;
}

/**
 * Hatches areas: the event lies somewhere inside. Where many circles stand for unknown outlines, only the chosen is drawn.
 * @param {CanvasRenderingContext2D} c
 * @param {Store} store
 * @param {{mark: Mark, path: Path2D, isCircle: boolean}[]} shapes
 * @param {{styles: TypeStyle[], faded: boolean, chosen: number}} look
 */
export function drawAreas(c, store, shapes, { styles, faded, chosen }) {
  const many = shapes.filter(({ isCircle }) => isCircle).length > MOST_CIRCLES;
  c.globalAlpha = faded ? 0.2 : 1;
  for (const { mark, path, isCircle } of shapes) {
    const isChosen = mark.place === chosen;
    if (isCircle && many && !isChosen) continue;
    hatch(c, path, styles[mainType(store, mark.slot, styles.length)].color, isChosen);
  }
  c.globalAlpha = 1;
}

/**
 * @param {Model} model
 * @param {number} p
 * @param {View} view
 * @param {number} x
 * @param {number} y
 * @returns {Path2D | null} null outside the window
 */
export function areaPath(model, p, view, x, y) {
  const path = new Path2D();
  const area = model.areas[model.c.place_area[p] - 1];
  if (!area) {
    const r = metresToPixels(model.c.place_reach[p] * REACH_M, model.lat(p), view.world);
    if (x + r < 0 || y + r < 0 || x - r > view.width || y - r > view.height) return null;
    path.arc(x, y, r, 0, TURN);
    return path;
  }
  const outside = area.x1 * view.world < view.left || area.x0 * view.world > view.left + view.width || area.y1 * view.world < view.top || area.y0 * view.world > view.top + view.height;
  if (outside) return null;
  for (const ring of area.rings) {
    for (let k = 0; k < ring.length; k += 2) {
      const px = ring[k] * view.world - view.left;
      const py = ring[k + 1] * view.world - view.top;
      if (k) path.lineTo(px, py);
      else path.moveTo(px, py);
    }
    path.closePath();
  }
  return path;
}

/** @type {Map<string, CanvasPattern>} */
const patterns = new Map();

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Path2D} path
 * @param {string} color
 * @param {boolean} strong
 */
function hatch(c, path, color, strong) {
  let pattern = patterns.get(color);
  if (!pattern) {
    const tile = document.createElement('canvas');
    tile.width = tile.height = 8;
    const t = /** @type {CanvasRenderingContext2D} */ (tile.getContext('2d'));
    t.strokeStyle = color;
    t.globalAlpha = 0.55;
    t.lineWidth = 1.4;
    for (const shift of [-8, 0, 8]) {
      t.moveTo(shift - 1, 9);
      t.lineTo(shift + 9, -1);
    }
    t.stroke();
    pattern = /** @type {CanvasPattern} */ (c.createPattern(tile, 'repeat'));
    patterns.set(color, pattern);
  }
  c.save();
  c.fillStyle = pattern;
  c.fill(path, 'evenodd');
  c.lineWidth = strong ? 3 : 1.6;
  c.strokeStyle = color;
  c.setLineDash(strong ? [] : [6, 3]);
  c.stroke(path);
  c.restore();
}

/**
 * Writes "Zaporizhzhia Oblast · 4" inside each area, moved a little to where no mark stands.
 * @param {CanvasRenderingContext2D} c
 * @param {Model} model
 * @param {Mark[]} areas get the place and half width of their labels
 * @param {number[][]} taken boxes that others fill; the labels' boxes are added
 * @param {{theme: Theme, faded: boolean}} look
 */
export function drawCounts(c, model, areas, taken, { theme, faded }) {
  c.globalAlpha = faded ? 0.3 : 1;
  c.font = '600 11.5px system-ui, sans-serif';
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  for (const mark of areas) {
    const { x, y } = mark;
    const whole = mark.also ? short(mark.n) : `${model.strings.place_name[mark.place]} · ${short(mark.n)}`;
    const text = seat(c, mark, { text: whole, taken, seats: NEAR_SEATS }) || seat(c, mark, { text: short(mark.n), taken, seats: SEATS }) || short(mark.n);
    const half = mark.half ?? 10;
    if (mark.x !== x || mark.y !== y) drawLeader(c, { x, y }, mark, theme);
    c.beginPath();
    c.roundRect(mark.x - half, mark.y - 10, 2 * half, 20, 4);
    c.fillStyle = theme.panel;
    c.fill();
    c.setLineDash([3, 2]);
    c.lineWidth = 1;
    c.strokeStyle = theme.muted;
    c.stroke();
    c.setLineDash([]);
    c.fillStyle = theme.ink;
    c.fillText(text, mark.x, mark.y + 0.5);
  }
  c.globalAlpha = 1;
}

/**
 * Ties a label that stands aside to the middle of its area, so that nobody takes it for a spot where something happened.
 * @param {CanvasRenderingContext2D} c
 * @param {{x: number, y: number}} from
 * @param {{x: number, y: number}} to
 * @param {Theme} theme
 */
function drawLeader(c, from, to, theme) {
  c.beginPath();
  c.moveTo(from.x, from.y);
  c.lineTo(to.x, to.y);
  c.lineWidth = 1;
  c.strokeStyle = theme.muted;
  c.stroke();
}

/**
 * Finds a free spot for a label near its area; the label's box is then taken.
 * @param {CanvasRenderingContext2D} c with the font set
 * @param {Mark} mark
 * @param {{text: string, taken: number[][], seats: number[][]}} wish
 * @returns {string} the text, or nothing when there is no room
 */
function seat(c, mark, { text, taken, seats }) {
  const half = c.measureText(text).width / 2 + 7;
  const boxAt = (/** @type {number} */ x, /** @type {number} */ y) => [x - half - 2, y - 12, x + half + 2, y + 12];
  const by = seats.find(([right, down]) => taken.every((other) => apart(boxAt(mark.x + right, mark.y + down), other)));
  mark.half = half;
  if (!by) return '';
  mark.x += by[0];
  mark.y += by[1];
  taken.push(boxAt(mark.x, mark.y));
  return text;
}

/**
 * Whether two boxes (left, top, right, bottom) have nothing in common.
 * @param {number[]} a
 * @param {number[]} b
 */
export const apart = (a, b) => a[0] >= b[2] || a[2] <= b[0] || a[1] >= b[3] || a[3] <= b[1];

/**
 * The circle in which an event lies: as far as the place reaches.
 * @param {CanvasRenderingContext2D} c
 * @param {Model} model
 * @param {number} p
 * @param {View} view
 * @param {Theme} theme
 */
export function drawReach(c, model, p, view, theme) {
  const x = model.x[p] * view.world - view.left;
  const y = model.y[p] * view.world - view.top;
  const r = metresToPixels(model.c.place_reach[p] * REACH_M, model.lat(p), view.world);
  c.save();
  c.beginPath();
  c.arc(x, y, Math.max(r, 15), 0, TURN);
  c.globalAlpha = 0.1;
  c.fillStyle = theme.accent;
  c.fill();
  c.globalAlpha = 1;
  c.setLineDash([5, 4]);
  c.lineWidth = 1.8;
  c.strokeStyle = theme.accent;
  c.stroke();
  c.restore();
}

/**
 * A dot on a place that something else points at.
 * @param {CanvasRenderingContext2D} c
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 */
export function drawPointer(c, x, y, theme) {
  c.beginPath();
  c.arc(x, y, 7, 0, TURN);
  c.fillStyle = theme.accent;
  c.fill();
  c.lineWidth = 2.5;
  c.strokeStyle = theme.panel;
  c.stroke();
}
