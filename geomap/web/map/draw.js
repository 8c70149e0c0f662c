// Draws marks and rings on a canvas; knows nothing of Leaflet.
import { metresToPixels, turnsOf } from '../data/project.js';
import { traceShape } from './theme.js';

const TURN = Math.PI * 2;
const EDGE = 40; // pixels beyond the canvas in which marks still reach into it
const MOST = 6000; // marks drawn at once
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
export function marksInView({ model, level, counts }, view) {
  const { heads } = level;
  const { slots, possible, anchors, dead } = counts;
  // Where only some places are asked for, marks stand at those.
  const places = anchors ?? heads;
  const headX = anchors ? Float64Array.from(anchors, (p) => model.x[p]) : level.x;
  const headY = anchors ? Float64Array.from(anchors, (p) => model.y[p]) : level.y;
  /** @type {Mark[]} */
  const marks = [];
  const unit = 22 / Math.sqrt(Math.max(12, dead ? dead.top : counts.top));
  for (const { world, left, top, width, height, turn } of turnsOf(view, EDGE)) {
    for (let s = 0; s < heads.length; s++) {
      const n = slots[s];
      if (!n) continue;
      const x = headX[s] * world - left;
      const y = headY[s] * world - top;
      if (isBeyond(x, y, width, height) || isAgain(x, world, width)) continue;
      const w = dead ? dead.slots[s] : n;
      const r = dead || n > 1 ? radius(w, unit) : 6;
      marks.push({ slot: s, place: places[s], turn, x, y, n, w, r, unsure: possible[s] === n });
    }
  }
  marks.sort((a, b) => b.w - a.w || b.n - a.n);
  return marks.slice(0, MOST);
}

/**
 * Where doubtful events would be, when the reader asks for them; beside a mark that stands there for what is sure.
 * @param {Store} store
 * @param {View} view
 * @param {Mark[]} marks
 * @returns {Mark[]}
 */
export function ghostsInView({ level: { ghosts }, counts, state }, view, marks) {
  if (!state.doubt) return [];
  /** @type {Mark[]} */
  const found = [];
  for (const { world, left, top, width, height, turn } of turnsOf(view, EDGE)) {
    for (let k = 0; k < ghosts.heads.length; k++) {
      const slot = ghosts.from + k;
      const n = counts.slots[slot];
      if (!n) continue;
      const [x, y] = [ghosts.x[k] * world - left, ghosts.y[k] * world - top];
      if (isBeyond(x, y, width, height) || isAgain(x, world, width)) continue;
      found.push(
        beside(
          { slot, place: ghosts.heads[k], turn, x, y, n, w: n, r: n > 1 ? 10 : 6.5, unsure: true, isGhost: true },
          marks,
        ),
      );
    }
  }
  return found.slice(0, MOST);
}

/**
 * Moves a ghost so far that the mark it would lie under is touched but not covered.
 * @param {Mark} ghost
 * @param {Mark[]} marks
 */
function beside(ghost, marks) {
  for (const { x, y, r } of marks) {
    const [dx, dy] = [ghost.x - x, ghost.y - y];
    const far = Math.hypot(dx, dy);
    const want = r + ghost.r + 1;
    if (far >= want) continue;
    const [ex, ey] = far > 1 ? [dx / far, dy / far] : [0.7, -0.7];
    return { ...ghost, x: x + ex * want, y: y + ey * want };
  }
  return ghost;
}

/**
 * Ghosts: dotted, empty inside, so that nobody takes them for marks.
 * @param {CanvasRenderingContext2D} c
 * @param {Store} store
 * @param {Mark[]} ghosts
 * @param {{styles: TypeStyle[], theme: Theme, faded: boolean}} look
 */
export function drawGhosts(c, store, ghosts, { styles, theme, faded }) {
  for (const mark of ghosts) {
    c.globalAlpha = faded ? 0.25 : 1;
    c.beginPath();
    if (mark.n === 1) traceShape(c, styles[mainType(store, mark.slot, styles.length)].shape, mark.x, mark.y, mark.r);
    else c.arc(mark.x, mark.y, mark.r, 0, TURN);
    c.save();
    c.globalAlpha *= 0.72;
    c.fillStyle = theme.panel;
    c.fill();
    c.restore();
    c.setLineDash([2, 2]);
    c.lineWidth = 1.8;
    c.strokeStyle = styles[mainType(store, mark.slot, styles.length)].color;
    c.stroke();
    c.setLineDash([]);
    c.font = FONTS[10];
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    c.fillStyle = theme.muted;
    if (mark.n > 1) c.fillText(`${short(mark.n)}?`, mark.x, mark.y + 0.5);
  }
  c.globalAlpha = 1;
}

/** @param {number} x @param {number} y @param {number} width @param {number} height */
const isBeyond = (x, y, width, height) => x < -EDGE || y < -EDGE || x > width + EDGE || y > height + EDGE;

/**
 * @param {number} n what a mark shows; room for its digits at least
 * @param {number} unit
 */
const radius = (n, unit) => (n ? Math.max([0, 9, 11, 13, 14.5, 15][short(n).length], 3 + unit * Math.sqrt(n)) : 4.5);

/**
 * Whether something stands on a further turn of a world that is narrower than the window: it is drawn once.
 * @param {number} x
 * @param {number} world
 * @param {number} width
 */
export const isAgain = (x, world, width) => world < width + 2 * EDGE && Math.abs(x - width / 2) > world / 2;

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
    const { dead } = store.counts;
    if (dead ? !mark.w : mark.n === 1) drawOne(c, mark, styles[mainType(store, mark.slot, kinds)], theme);
    else
      drawMany(
        c,
        mark,
        dead
          ? Array.from({ length: kinds }, (_, t) => dead.by[mark.slot * kinds + t])
          : shares(store, mark.slot, kinds),
        { styles, theme },
      );
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
  const { x, y, r, w: n } = mark;
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
 * The circle in which an event lies: as far as the place reaches.
 * @param {CanvasRenderingContext2D} c
 * @param {Model} model
 * @param {number} p
 * @param {View} view
 * @param {Theme} theme
 */
export function drawReach(c, model, p, view, theme) {
  const r = Math.max(15, metresToPixels(model.reach(p), model.lat(p), view.world));
  c.save();
  c.beginPath();
  for (const [x, y] of spotsOf(model, p, view, r)) {
    c.moveTo(x + r, y);
    c.arc(x, y, r, 0, TURN);
  }
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
 * Where a place stands in a window: once on each turn of the world.
 * @param {Model} model
 * @param {number} p
 * @param {View} view
 * @param {number} edge pixels beyond the window that count
 * @returns {[number, number][]}
 */
const spotsOf = (model, p, view, edge) =>
  turnsOf(view, edge).map(({ world, left, top }) => [model.x[p] * world - left, model.y[p] * world - top]);

/**
 * A dot on each place that something else points at.
 * @param {CanvasRenderingContext2D} c
 * @param {Model} model
 * @param {Iterable<number>} places
 * @param {View} view
 * @param {Theme} theme
 */
export function drawPointers(c, model, places, view, theme) {
  for (const p of places) for (const [x, y] of spotsOf(model, p, view, EDGE)) drawPointer(c, x, y, theme);
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 */
function drawPointer(c, x, y, theme) {
  c.beginPath();
  c.arc(x, y, 7, 0, TURN);
  c.fillStyle = theme.accent;
  c.fill();
  c.lineWidth = 2.5;
  c.strokeStyle = theme.panel;
  c.stroke();
}
