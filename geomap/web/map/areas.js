// Draws areas on a canvas, hatched: the events lie somewhere inside. Knows nothing of Leaflet.
import { isAgain, mainType, short } from './draw.js';
import { GHOST } from '../data/model.js';
import { placeName } from '../text/names.js';
import { alphaOf } from './hexes.js';
import { patternOf } from './patterns.js';
import { metresToPixels, turnsOf } from '../data/project.js';

const TURN = Math.PI * 2;
const LABEL_NEAR = 44; // pixels: labels of areas nearer than this are one
const LABEL_WIDE = 80; // the same where there are many
const MANY_LABELS = 12;
export const MOST_CIRCLES = 6; // circles that are hatched where no outline is known; more are shaded, else they would cover the map
const WIDEST = 260; // pixels of a name beside its number; a longer one would cover what it names
const SHADE = 0.4; // of the ground where all the circles that are shaded lie over one another
const MANY_OUTLINES = 8; // hatched areas; more are drawn as faintly as this, that marks and names stay in front:
const QUIET = 0.42;
const NEAR_SEATS = [
  [0, 0],
  [0, -24],
  [0, 24],
  [0, -48],
  [0, 48],
]; // pixels right and down at which an area's name may stand
const SEATS = [
  ...NEAR_SEATS,
  [-38, 0],
  [38, 0],
  [-38, -24],
  [38, -24],
  [-38, 24],
  [38, 24],
  [-60, -44],
  [60, -44],
  [-60, 44],
  [60, 44],
]; // the same for a bare number

/**
 * The areas with events that reach into the window, most events first; labels that would touch are one.
 * @param {Store} store
 * @param {View} view
 * @returns {{shapes: Shape[], labels: Mark[]}}
 */
export function areasInView({ model, level, counts, state, isShaded }, view) {
  /** @type {Shape[]} */
  const shapes = [];
  const turns = turnsOf(view, view.world / 2); // a circle may reach in from the next world
  for (const p of state.doubt ? [...model.areaPlaces, ...model.ghostAreas] : model.areaPlaces) {
    const slot = level.slot[p];
    const n = counts.slots[slot];
    if (!n || (isShaded && model.c.place_district[p])) continue; // the district itself is shaded
    for (const seen of turns) {
      const x = model.x[p] * seen.world - seen.left;
      const y = model.y[p] * seen.world - seen.top;
      if (isAgain(x, seen.world, seen.width)) continue;
      const path = areaPath(model, p, seen, x, y);
      if (path)
        shapes.push({
          mark: {
            slot,
            place: p,
            turn: seen.turn,
            x,
            y,
            n,
            w: counts.dead ? counts.dead.slots[slot] : n,
            r: 10,
            unsure: counts.possible[slot] === n,
            isGhost: model.c.place_kind[p] >= GHOST,
          },
          path,
          isCircle: !model.c.place_area[p],
          size: sizeOf(model, p),
        });
    }
  }
  shapes.sort((a, b) => b.mark.n - a.mark.n);
  return { shapes, labels: joined(shapes.map(({ mark }) => mark)) };
}

/**
 * How large an area is, on the unit square: the smaller of two that lie over one another is the one that is pointed at.
 * @param {Model} model
 * @param {number} p
 */
function sizeOf(model, p) {
  const area = model.areas[model.c.place_area[p] - 1];
  if (area) return (area.x1 - area.x0) * (area.y1 - area.y0);
  return (2 * metresToPixels(model.reach(p), model.lat(p), 1)) ** 2;
}

/**
 * Joins marks nearer than a label is high and half a name wide, the first ones leading.
 * @param {Mark[]} marks
 * @returns {Mark[]}
 */
function joined(marks) {
  /** @type {Mark[]} */
  const kept = [];
  const near = marks.length > MANY_LABELS ? LABEL_WIDE : LABEL_NEAR;
  for (const mark of marks) {
    const head = kept.find(
      (other) =>
        other.isGhost === mark.isGhost && Math.abs(other.x - mark.x) < near && Math.abs(other.y - mark.y) < near,
    );
    if (!head) kept.push({ ...mark });
    else {
      head.n += mark.n;
      head.w += mark.w;
      head.also = [...(head.also ?? []), mark.slot];
    }
  }
  return kept;
}

/**
 * Hatches areas: the event lies somewhere inside. Where many circles stand for unknown outlines, they are shaded.
 * @param {CanvasRenderingContext2D} c
 * @param {Store} store
 * @param {Shape[]} shapes
 * @param {{styles: TypeStyle[], theme: Theme, faded: boolean, chosen: number}} look
 */
export function drawAreas(c, store, shapes, look) {
  const circles = shapes.filter(({ isCircle }) => isCircle).length;
  const seen = new Set();
  for (const shape of shapes) if (isHatched(shape)) seen.add(outlineOf(store, shape.mark));
  const strength = look.faded ? 0.2 : 1;
  const quiet = strength * (seen.size > MANY_OUTLINES ? QUIET : 1);
  for (const shape of shapes) {
    const isChosen = shape.mark.place === look.chosen;
    const isPlain = isHatched(shape) && !isChosen;
    // several names may have one outline: the parts of a province
    if (isPlain && !seen.delete(outlineOf(store, shape.mark))) continue;
    c.globalAlpha = isPlain ? quiet : strength;
    drawArea(c, store, shape, { ...look, isChosen, circles });
  }
  c.globalAlpha = 1;
}

/** @param {Shape} shape */
const isHatched = ({ isCircle, mark }) => !isCircle && !mark.isGhost;

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Store} store
 * @param {Shape} shape
 * @param {{styles: TypeStyle[], theme: Theme, isChosen: boolean, circles: number}} look
 */
function drawArea(c, store, { mark, path, isCircle }, { styles, theme, isChosen, circles }) {
  const { color } = styles[mainType(store, mark.slot, styles.length)];
  if (isCircle && !mark.isGhost && circles > MOST_CIRCLES && !isChosen) shade(c, path, color, circles);
  else if (store.isShaded && !mark.isGhost) hatchByCount(c, path, theme, mark.w, isChosen);
  else if (mark.isGhost) outline(c, path, color, isChosen);
  else hatch(c, path, color, isChosen);
}

/** @param {Store} store @param {Mark} mark */
const outlineOf = ({ model }, { place, turn }) => `${model.c.place_area[place]}/${turn}`;

/** @param {View} view */
const makePath = (view) => view.makePath?.() ?? new Path2D();

/**
 * @param {Model} model
 * @param {number} p
 * @param {View} view
 * @param {number} x
 * @param {number} y
 * @returns {Path2D | null} null outside the window
 */
function areaPath(model, p, view, x, y) {
  const area = model.areas[model.c.place_area[p] - 1];
  if (!area) {
    const r = metresToPixels(model.reach(p), model.lat(p), view.world);
    if (x + r < 0 || y + r < 0 || x - r > view.width || y - r > view.height) return null;
    const circle = makePath(view);
    circle.arc(x, y, r, 0, TURN);
    return circle;
  }
  return traceArea(area, view);
}

/**
 * @param {Area} area
 * @param {View} view
 * @returns {Path2D | null} null outside the window
 */
export function traceArea(area, view) {
  const outside =
    area.x1 * view.world < view.left ||
    area.x0 * view.world > view.left + view.width ||
    area.y1 * view.world < view.top ||
    area.y0 * view.world > view.top + view.height;
  if (outside) return null;
  const path = makePath(view);
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

/**
 * A shade instead of a hatching, for areas that lie over one another: the more of them, the darker the ground.
 * @param {CanvasRenderingContext2D} c
 * @param {Path2D} path
 * @param {string} color
 * @param {number} many how many there are
 */
export function shade(c, path, color, many) {
  c.save();
  c.globalAlpha *= Math.max(0.003, Math.min(0.1, SHADE / many));
  c.fillStyle = color;
  c.fill(path, 'evenodd');
  c.restore();
}

/**
 * The dotted outline of an area in which a doubtful event would lie.
 * @param {CanvasRenderingContext2D} c
 * @param {Path2D} path
 * @param {string} color
 * @param {boolean} strong
 */
function outline(c, path, color, strong) {
  c.save();
  c.lineWidth = strong ? 2.6 : 1.6;
  c.strokeStyle = color;
  c.setLineDash([2, 4]);
  c.stroke(path);
  c.restore();
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Path2D} path
 * @param {string} color
 * @param {boolean} strong
 */
function hatch(c, path, color, strong) {
  c.save();
  c.fillStyle = patternOf(c, 'hatch', color);
  c.fill(path, 'evenodd');
  c.lineWidth = strong ? 3 : 1.6;
  c.strokeStyle = color;
  c.setLineDash(strong ? [] : [6, 3]);
  c.stroke(path);
  c.restore();
}

/**
 * A larger area beside shaded districts: as dark as they are for as many, but hatched, so that its districts keep their shades.
 * @param {CanvasRenderingContext2D} c
 * @param {Path2D} path
 * @param {Theme} theme
 * @param {number} n
 * @param {boolean} strong
 */
function hatchByCount(c, path, { accent }, n, strong) {
  c.save();
  c.globalAlpha *= alphaOf(n);
  hatch(c, path, accent, strong);
  c.restore();
}

/**
 * Writes "Zaporizhzhia Oblast · 4" inside each area, moved a little to where no mark stands and the window does not cut it.
 * @param {CanvasRenderingContext2D} c
 * @param {Model} model
 * @param {Mark[]} areas get the place and half width of their labels
 * @param {number[][]} taken boxes that others fill; the labels' boxes are added
 * @param {{theme: Theme, faded: boolean, lang: Say, view: View}} look
 */
export function drawCounts(c, model, areas, taken, { theme, faded, lang, view }) {
  c.globalAlpha = faded ? 0.3 : 1;
  c.font = '600 11.5px system-ui, sans-serif';
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  for (const mark of areas) {
    const { x, y } = mark;
    const number = short(mark.w) + (mark.isGhost ? '?' : '');
    const whole = mark.also ? number : `${placeName(model, lang, mark.place)} · ${number}`;
    const text =
      (c.measureText(whole).width < Math.min(WIDEST, view.width / 2) &&
        seat(c, mark, { text: whole, taken, seats: NEAR_SEATS, view })) ||
      seat(c, mark, { text: number, taken, seats: SEATS, view }) ||
      stay(mark, number, taken);
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
 * @param {{text: string, taken: number[][], seats: number[][], view: View}} wish
 * @returns {string} the text, or nothing when there is no room
 */
function seat(c, mark, { text, taken, seats, view }) {
  const half = c.measureText(text).width / 2 + 7;
  const boxAt = (/** @type {number} */ x, /** @type {number} */ y) => [x - half - 2, y - 12, x + half + 2, y + 12];
  const isSeen = mark.x >= 0 && mark.x <= view.width;
  const inside = (/** @type {number} */ x) => (isSeen ? within(x, half + 4, view.width - half - 4) : x);
  const spots = seats.map(([right, down]) => [inside(mark.x + right), mark.y + down]);
  const spot = spots.find(([x, y]) => taken.every((other) => apart(boxAt(x, y), other)));
  mark.half = half;
  if (!spot) return '';
  [mark.x, mark.y] = spot;
  taken.push(boxAt(mark.x, mark.y));
  return text;
}

/**
 * A number that has no free seat stays in the middle of its area; no name is written over it.
 * @param {Mark} mark
 * @param {string} number
 * @param {number[][]} taken
 */
function stay({ x, y, half = 10 }, number, taken) {
  taken.push([x - half - 2, y - 12, x + half + 2, y + 12]);
  return number;
}

/**
 * The number that is nearest and neither below nor above two others.
 * @param {number} x
 * @param {number} low
 * @param {number} high
 */
export const within = (x, low, high) => Math.max(low, Math.min(high, x));

/**
 * Whether two boxes (left, top, right, bottom) have nothing in common.
 * @param {number[]} a
 * @param {number[]} b
 */
export const apart = (a, b) => a[0] >= b[2] || a[2] <= b[0] || a[1] >= b[3] || a[3] <= b[1];
