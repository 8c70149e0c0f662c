// Writes place names on the map so that none covers another.
import { apart } from './areas.js';
import { turnsOf, unitX, unitY } from './project.js';

const FONT = 'system-ui, sans-serif';
const COUNTRIES_UNTIL = 7.5; // zoom: beyond it one country fills the window
const ADMIN1_UNTIL = 10;

/** @typedef {{font: string, spaced?: boolean, dot?: boolean}} Manner how names are written: spaced out, beside a dot */

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Basemap} base
 * @param {View} view
 * @param {Theme} theme
 * @param {{language: string, marks: Mark[], taken: number[][]}} around marks that a town's name steps aside for, boxes
 *   that are filled already
 */
export function drawLabels(c, base, view, theme, { language, marks, taken }) {
  const { zoom } = view;
  c.save();
  c.textBaseline = 'middle';
  c.textAlign = 'left';
  c.lineJoin = 'round';
  const write = writer(c, view, theme, { taken, marks, column: Math.max(0, base.languages.indexOf(language)) });
  const due = (/** @type {Label[]} */ labels, last = 99) => labels.filter((label) => label[2] <= zoom && zoom < last);
  write(due(base.labels.countries, COUNTRIES_UNTIL), { font: `600 12px ${FONT}`, most: 40, spaced: true });
  write(due(base.labels.cities), { font: `500 12px ${FONT}`, most: 90, dot: true });
  write(due(base.labels.admin1, ADMIN1_UNTIL), { font: `italic 11px ${FONT}`, most: 40 });
  c.restore();
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {View} view
 * @param {Theme} theme
 * @param {{taken: number[][], marks: Mark[], column: number}} around column: of the language in each label's names
 */
function writer(c, view, theme, { taken, marks, column }) {
  const turns = turnsOf(view);
  /**
   * @param {Label[]} labels
   * @param {Manner & {most: number}} how
   */
  return (labels, { most, ...how }) => {
    c.font = how.font;
    c.letterSpacing = how.spaced ? '2px' : '0px';
    let written = 0;
    for (const label of labels) {
      if (written >= most) break;
      for (const seen of turns) written += +put(label, seen, how);
    }
  };

  /**
   * Writes one name where there is room for it.
   * @param {Label} label
   * @param {View} seen
   * @param {Manner} how
   */
  function put(label, { world, left: west, top: north, width, height }, { font, spaced, dot }) {
    const x = unitX(label[0]) * world - west;
    const y = unitY(label[1]) * world - north;
    if (x < 0 || y < 0 || x > width || y > height) return false;
    const text = nameOf(label, column, spaced);
    const wide = widthOf(c, font, text);
    const mark = dot ? marks.find((other) => Math.hypot(other.x - x, other.y - y) < other.r + 6) : undefined;
    const left = dot ? besides(mark, x) : x - wide / 2;
    const box = [left - 2, y - 8, left + wide + 3, y + 8];
    if (!taken.every((other) => apart(box, other))) return false;
    taken.push(box);
    c.lineWidth = 3;
    c.strokeStyle = theme.halo;
    c.strokeText(text, left, y);
    c.fillStyle = theme.label;
    c.fillText(text, left, y);
    if (!dot || mark) return true;
    c.beginPath();
    c.arc(x, y, 1.9, 0, 7);
    c.fill();
    return true;
  }
}

/**
 * @param {Label} label
 * @param {number} column of the language
 * @param {boolean | undefined} isUpper
 */
function nameOf(label, column, isUpper) {
  const name = label[3][column] || label[3][0];
  return isUpper ? name.toUpperCase() : name;
}

/** @type {Map<string, number>} */
const widths = new Map();

/**
 * How wide a text is, measured once.
 * @param {CanvasRenderingContext2D} c with the font set
 * @param {string} font
 * @param {string} text
 */
function widthOf(c, font, text) {
  const key = font + text;
  let width = widths.get(key);
  if (width === undefined) widths.set(key, (width = c.measureText(text).width));
  return width;
}

/**
 * Where a town's name begins: right of its dot, or of the mark that covers the dot.
 * @param {Mark | undefined} mark
 * @param {number} x
 */
const besides = (mark, x) => (mark ? mark.x + mark.r + 5 : x + 6);
