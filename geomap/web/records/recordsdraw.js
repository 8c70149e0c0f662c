// Draws records as outlined diamonds and stippled areas, so that nobody takes one for an event of an article.
import { patternOf } from '../map/patterns.js';
import { areasInView, drawCounts, MOST_CIRCLES, shade } from '../map/areas.js';
import { drawPointers, drawReach, marksInView, short } from '../map/draw.js';
import { eachShown } from '../data/filter.js';
import { el } from '../text/dom.js';
import { MARK } from '../data/model.js';

const CELL = 64; // pixels: no mark of events is wider
const SINGLE = 7.5; // pixels from the middle of a diamond to its corners
const LEAST = [0, 11, 13.5, 16.5, 18, 19]; // the same where a number of so many digits stands in it
const MOST = 20;
const CORNERS = [
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
]; // where a diamond stands beside a circle that it would cover: north-east first
const SHUNNED = 300; // diamonds that names step aside for

/**
 * @param {Page} page
 * @param {RecordsCore} records
 * @param {View} view
 * @param {Mark[]} around the marks of events: diamonds stand beside them
 * @param {number[][]} taken boxes that others fill; those of the diamonds and labels are added
 * @returns {Scene}
 */
export function makeScene(page, records, view, around, taken) {
  const { store, model, chosen, pointed } = records;
  store.useZoom(view.zoom);
  const { theme } = page;
  const matched = matchedBySlot(records);
  const seat = seats(around);
  const marks = marksInView(store, view).map((mark) =>
    seat({ ...mark, r: sizeOf(mark.n), isRecord: true, hasMatch: matched[mark.slot] > 0 }),
  );
  const { shapes, labels } = areasInView(store, view);
  for (const label of labels) label.isRecord = true;
  for (const { x, y, r } of marks.slice(0, SHUNNED)) taken.push([x - r, y - r, x + r, y + r]);
  const faded = pointed.size > 0 || page.pointed.size > 0;
  for (const { mark } of shapes) mark.isRecord = true;
  return {
    shapes,
    marks: [...labels, ...marks],
    under: (c) => stippleAll(c, shapes, { theme, chosen, faded }),
    names(c) {
      drawCounts(c, model, labels, taken, { theme, faded, lang: page.lang, view });
      for (const label of labels) diamond(c, { ...label, x: label.x - (label.half ?? 10) - 3, n: 1, r: 6 }, theme);
    },
    over(c) {
      if (chosen >= 0 && model.c.place_kind[chosen] === MARK) drawReach(c, model, chosen, view, theme);
      c.globalAlpha = faded ? 0.25 : 1;
      for (const mark of marks) diamond(c, mark, theme);
      c.globalAlpha = 1;
      drawPointers(c, model, pointed, view, theme);
    },
  };
}

/** @param {number} n */
const sizeOf = (n) => (n === 1 ? SINGLE : Math.min(MOST, Math.max(LEAST[short(n).length], 9 + Math.sqrt(n))));

/** @type {WeakMap<Tally, Uint32Array>} */
const known = new WeakMap();

/**
 * How many of the shown records of each slot have a match; counted once after each change.
 * @param {RecordsCore} records
 */
export function matchedBySlot({ store, model, hasEvent }) {
  let counts = known.get(store.counts);
  if (counts && counts.length === store.level.size) return counts;
  const made = new Uint32Array(store.level.size);
  eachShown(model, store.state, store.pass, (i) => {
    if (hasEvent[i]) made[store.level.slot[model.c.event_place[i]]]++;
  });
  known.set(store.counts, (counts = made));
  return counts;
}

/**
 * Finds for one diamond after the other, heaviest first, a spot where it covers no circle and no earlier diamond.
 * @param {Mark[]} circles
 * @returns {(mark: Mark) => Mark}
 */
function seats(circles) {
  /** @type {Map<string, Mark[]>} */
  const cells = new Map();
  const keep = (/** @type {Mark} */ mark) => {
    const key = `${Math.floor(mark.x / CELL)} ${Math.floor(mark.y / CELL)}`;
    const there = cells.get(key);
    if (there) there.push(mark);
    else cells.set(key, [mark]);
    return mark;
  };
  circles.forEach(keep);
  return (mark) => {
    const other = covered(mark, cells);
    if (!other) return keep(mark);
    const away = (other.r + mark.r * 0.8) * Math.SQRT1_2;
    const around = CORNERS.map(([dx, dy]) => ({ ...mark, x: other.x + dx * away, y: other.y + dy * away }));
    return keep(around.find((spot) => !covered(spot, cells)) ?? around[0]);
  };
}

/**
 * What a diamond would cover.
 * @param {Mark} mark
 * @param {Map<string, Mark[]>} cells
 */
function covered(mark, cells) {
  const [a, b] = [Math.floor(mark.x / CELL), Math.floor(mark.y / CELL)];
  for (let i = a - 1; i <= a + 1; i++) {
    for (let j = b - 1; j <= b + 1; j++) {
      const other = cells
        .get(`${i} ${j}`)
        ?.find(({ x, y, r }) => Math.hypot(x - mark.x, y - mark.y) < r + mark.r * 0.7);
      if (other) return other;
    }
  }
  return undefined;
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Mark} mark
 * @param {Theme} theme
 */
function diamond(c, { x, y, r, n, unsure, hasMatch }, theme) {
  rhombus(c, x, y, r);
  c.lineWidth = 4;
  c.strokeStyle = theme.ring;
  c.stroke();
  c.fillStyle = theme.panel;
  c.fill();
  c.lineWidth = 1.8;
  c.strokeStyle = theme.ink;
  if (unsure) c.setLineDash([3, 2]);
  c.stroke();
  c.setLineDash([]);
  c.fillStyle = theme.ink;
  if (n > 1) {
    c.font = '600 11px system-ui, sans-serif';
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    c.fillText(short(n), x, y + 0.5);
  } else if (hasMatch) {
    rhombus(c, x, y, r * 0.46);
    c.fill();
  }
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function rhombus(c, x, y, r) {
  c.beginPath();
  c.moveTo(x, y - r);
  c.lineTo(x + r, y);
  c.lineTo(x, y + r);
  c.lineTo(x - r, y);
  c.closePath();
}

/**
 * Stipples areas: the record lies somewhere inside. Many circles are shaded.
 * @param {CanvasRenderingContext2D} c
 * @param {Shape[]} shapes
 * @param {{theme: Theme, chosen: number, faded: boolean}} look
 */
function stippleAll(c, shapes, { theme, chosen, faded }) {
  const many = shapes.filter(({ isCircle }) => isCircle).length;
  c.save();
  c.globalAlpha = faded ? 0.25 : 1;
  c.strokeStyle = theme.muted;
  for (const { mark, path, isCircle } of shapes) {
    const isChosen = mark.place === chosen;
    if (isCircle && many > MOST_CIRCLES && !isChosen) {
      shade(c, path, theme.muted, many);
      continue;
    }
    c.fillStyle = patternOf(c, 'dots', theme.muted);
    c.fill(path, 'evenodd');
    c.lineWidth = isChosen ? 2.4 : 1.2;
    c.setLineDash(isChosen ? [] : [1.5, 3]);
    c.stroke(path);
  }
  c.restore();
}

/**
 * The sign of records in legend, list and card.
 * @param {boolean} hasMatch
 * @param {number} [size]
 */
export function recordSign(hasMatch, size = 13) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  for (const [name, value] of Object.entries({
    viewBox: '-8 -8 16 16',
    width: size,
    height: size,
    'aria-hidden': 'true',
    class: 'gm-sign',
  }))
    svg.setAttribute(name, String(value));
  const outline = document.createElementNS(space, 'path');
  for (const [name, value] of Object.entries({
    d: 'M0-7L7 0L0 7L-7 0Z',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': 1.8,
  }))
    outline.setAttribute(name, String(value));
  svg.append(outline);
  if (!hasMatch) return svg;
  const core = document.createElementNS(space, 'path');
  core.setAttribute('d', 'M0-3.4L3.4 0L0 3.4L-3.4 0Z');
  core.setAttribute('fill', 'currentColor');
  svg.append(core);
  return svg;
}

/**
 * What the legend says of records: sign and text, row by row.
 * @param {Say} lang
 * @param {RecordsCore} records
 * @returns {[string, Element, string][]}
 */
export function legendRows(lang, { model }) {
  /** @type {[string, Element, string][]} */
  const rows = [
    ['record', el('span', 'gm-key-pair', recordSign(false, 12), recordSign(true, 12)), lang.say('legendRecord')],
  ];
  if (model.areaPlaces.length) rows.push(['dots', el('span', 'gm-key-dots'), lang.say('legendDots')]);
  return rows;
}
