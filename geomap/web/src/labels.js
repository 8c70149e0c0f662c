// Writes place names on the map so that none covers another.
import { unitX, unitY } from './project.js';

const FONT = 'system-ui, sans-serif';
const COUNTRIES_UNTIL = 7.5; // zoom: beyond it one country fills the window
const ADMIN1_UNTIL = 10;

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Basemap} base
 * @param {View} view
 * @param {Theme} theme
 * @param {string} language
 */
export function drawLabels(c, base, view, theme, language) {
  /** @type {number[][]} */
  const taken = [];
  const { zoom } = view;
  c.save();
  c.textBaseline = 'middle';
  c.textAlign = 'left';
  c.lineJoin = 'round';
  const write = writer(c, view, theme, taken, Math.max(0, base.languages.indexOf(language)));
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
 * @param {number[][]} taken boxes of what is written already
 * @param {number} language its place in each label's names
 */
function writer(c, view, theme, taken, language) {
  /** @param {number[]} box */
  const isFree = (box) => taken.every((other) => box[0] >= other[2] || box[2] <= other[0] || box[1] >= other[3] || box[3] <= other[1]);

  /**
   * @param {Label[]} labels
   * @param {{font: string, most: number, spaced?: boolean, dot?: boolean}} how
   */
  return (labels, { font, most, spaced, dot }) => {
    c.font = font;
    c.letterSpacing = spaced ? '2px' : '0px';
    let written = 0;
    for (const label of labels) {
      if (written >= most) break;
      const x = unitX(label[0]) * view.world - view.left;
      const y = unitY(label[1]) * view.world - view.top;
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      const name = label[3][language] || label[3][0];
      const text = spaced ? name.toUpperCase() : name;
      const width = c.measureText(text).width;
      const left = dot ? x + 6 : x - width / 2;
      const box = [left - 3, y - 8, left + width + 3, y + 8];
      if (!isFree(box)) continue;
      taken.push(box);
      written++;
      c.lineWidth = 3;
      c.strokeStyle = theme.halo;
      c.strokeText(text, left, y);
      c.fillStyle = theme.label;
      c.fillText(text, left, y);
      if (!dot) continue;
      c.beginPath();
      c.arc(x, y, 1.9, 0, 7);
      c.fill();
    }
  };
}
