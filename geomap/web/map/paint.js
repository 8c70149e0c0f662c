// Draws what stands on the basemap: areas, marks, names, records, in the order in which they lie.
import { drawDistricts } from './districts.js';
import { drawHexes, isGathered } from './hexes.js';
import { areasInView, drawAreas, drawCounts } from './areas.js';
import { drawGhosts, drawMarks, drawPointers, drawReach, ghostsInView, marksInView } from './draw.js';
import { placeLabels } from './labels.js';
import { isDrawn, MARK, shapeKind } from '../data/model.js';

const SHUNNED = 300; // marks that names step aside for: the largest; beyond, names are hidden anyway

/**
 * @param {Mark} a
 * @param {Mark} b
 */
export const isSame = (a, b) => a.place === b.place && a.turn === b.turn && a.isRecord === b.isRecord;

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Page} page
 * @param {View} view
 * @returns {{marks: Mark[], shapes: Shape[], names: string[]}} the areas that a pointer can be in, largest first; what is written on the map
 */
export function paint(c, page, view) {
  const { store, styles, theme, chosen, pointed } = page;
  const look = { styles, theme, chosen, faded: pointed.size > 0, lang: page.lang, view };
  const { shapes, labels, marks } = inView(store, view);
  const ghosts = ghostsInView(store, view, marks);
  drawAreas(c, store, shapes, look);
  const districts =
    store.isShaded && !store.compared ? drawDistricts(c, store, view, theme) : { marks: [], shapes: [] };
  const hexes = isGathered(store) ? [...districts.marks, ...drawHexes(c, store, view, theme)] : [];
  const taken = filled([...marks, ...ghosts], hexes, view);
  const others = page.records?.scene(view, marks, taken);
  others?.under(c);
  const names = placeLabels(c, page, view, { marks: marks.slice(0, SHUNNED), taken });
  drawCounts(c, store.model, labels, taken, look);
  others?.names(c);
  if (isMarked(store, chosen)) drawReach(c, store.model, chosen, view, theme);
  names.rest();
  names.under();
  drawGhosts(c, store, ghosts, look);
  drawMarks(c, store, marks, look);
  names.over();
  drawPointers(c, store.model, pointed, view, theme);
  others?.over(c);
  return {
    marks: [...labels, ...hexes, ...marks, ...ghosts, ...(others?.marks ?? [])],
    shapes: [...(others?.shapes ?? []), ...districts.shapes, ...shapes],
    names: names.written(),
  };
}

/**
 * The boxes in which nothing may be written.
 * @param {Mark[]} marks
 * @param {Mark[]} hexes
 * @param {View} view
 */
const filled = (marks, hexes, { covered = [] }) => [
  ...marks.slice(0, SHUNNED).map(({ x, y, r }) => [x - r, y - r, x + r, y + r]),
  ...hexes.map(({ x, y }) => [x - 11, y - 7, x + 11, y + 7]), // the number in each
  ...covered,
];

/** @param {Store} store @param {number} p a place, -1 for none */
const isMarked = ({ model, state }, p) => p >= 0 && shapeKind(model, p) === MARK && isDrawn(model, state, p);

/**
 * Areas and marks of a window. Where a change is shown there are neither: figures of areas would be those of one period.
 * @param {Store} store
 * @param {View} view
 */
function inView(store, view) {
  if (store.compared) return { shapes: [], labels: [], marks: [] };
  return { ...areasInView(store, view), marks: isGathered(store) ? [] : marksInView(store, view) };
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Mark} mark
 * @param {Theme} theme
 */
export function ringFocus(c, mark, theme) {
  const half = (mark.half ?? mark.r) + 5;
  for (const [width, color] of /** @type {[number, string][]} */ ([
    [6, theme.panel],
    [3, theme.accent],
  ])) {
    c.beginPath();
    c.roundRect(mark.x - half, mark.y - mark.r - 5, 2 * half, 2 * (mark.r + 5), mark.r + 5);
    c.lineWidth = width;
    c.strokeStyle = color;
    c.stroke();
  }
}
