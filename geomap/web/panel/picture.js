// A picture of the map as it is seen: title, what is shown, legend, whose data it is, and a receipt to trace it by.
import { dayText } from '../text/dates.js';
import { viewOf } from '../map/view.js';
import { filterSentence } from './chips.js';
import { legendItems } from './legend.js';
import { countInside, drawSnapshot } from '../map/snapshot.js';
import { rangeText } from '../data/filter.js';
import { receipt } from './receipt.js';
import { svgDrawing } from '../map/svgdrawing.js';

const SCALE = 2; // pixels of the picture per pixel of the window
const EDGE = 14; // pixels left and right of the words
const LEAD = 17; // pixels from line to line
const GAP = 7; // pixels between legend and what is said below it
const FONT = 'system-ui, sans-serif';

/**
 * What stands around a picture of the map, line by line.
 * @param {Page} page
 * @param {View} view
 */
export async function wordsAround(page, view) {
  const { store, lang, records } = page;
  const { head } = store.model;
  const { state, counts } = store;
  const range = {
    a: dayText(head.day0 + state.first, lang.language),
    b: dayText(head.day0 + state.end - 1, lang.language),
    n: rangeText(lang, counts.low, counts.shown),
    all: head.events,
  };
  const inside = countInside(store, view);
  const said = lang.say('printed', range) + (records ? ` · ${records.text()} (${records.head.names.join(', ')})` : '');
  const filter = filterSentence(page);
  const above = [
    inside === counts.shown ? said : `${said} · ${lang.say('onThisMap', { n: inside })}`,
    filter ? `${lang.say('filtered')} ${filter}` : '',
  ].filter(Boolean);
  const machine = store.model.c.event_state.some((code) => (code & 7) === 0)
    ? lang.say('machine')
    : lang.say('notExhaustive');
  const licences = [...new Set([...head.notes.licences, ...(records?.head.licences ?? []), head.credit])];
  return { title: head.title, above, below: [machine, licences.join(' · '), await receipt(page)] };
}

/**
 * The map as a PNG, twice as fine as the screen.
 * @param {Page} page
 * @returns {Promise<Blob>}
 */
export async function picture(page) {
  const view = viewOf(page.map);
  const canvas = document.createElement('canvas');
  const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const plan = planned(c, page, view, await wordsAround(page, view));
  canvas.width = plan.width * SCALE;
  canvas.height = plan.height * SCALE;
  c.scale(SCALE, SCALE);
  drawPicture(c, page, view, plan);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  );
}

/**
 * The same as SVG: lines and words that others can go on with.
 * @param {Page} page
 * @returns {Promise<Blob>}
 */
export async function vectorPicture(page) {
  const c = svgDrawing();
  const view = { ...viewOf(page.map), makePath: c.makePath };
  const words = await wordsAround(page, view);
  const plan = planned(c, page, view, words);
  drawPicture(c, page, view, plan);
  return new Blob([c.markup(plan.width, plan.height, words.title, [...words.above, ...words.below].join('\n'))], {
    type: 'image/svg+xml',
  });
}

/**
 * Where everything around the map stands.
 * @param {CanvasRenderingContext2D} c
 * @param {Page} page
 * @param {View} view
 * @param {Awaited<ReturnType<typeof wordsAround>>} words
 */
function planned(c, page, view, words) {
  const inner = view.width - 2 * EDGE;
  const lines = (/** @type {string[]} */ texts) => texts.flatMap((text) => wrapped(c, text, inner));
  c.font = `12px ${FONT}`;
  const [above, below] = [lines(words.above), lines(words.below)];
  const rows = legendRows(c, legendItems(page), inner);
  c.font = `600 18px ${FONT}`;
  const title = wrapped(c, words.title, inner);
  const head = 12 + title.length * 24 + above.length * LEAD + 6;
  const foot = 8 + rows.length * 22 + GAP + below.length * LEAD + 8;
  return { title, above, below, rows, head, width: view.width, height: view.height + head + foot };
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Page} page
 * @param {View} view
 * @param {ReturnType<typeof planned>} plan
 */
function drawPicture(c, page, view, { title, above, below, rows, head, width, height }) {
  const { theme } = page;
  c.fillStyle = theme.panel;
  c.fillRect(0, 0, width, height);
  write(c, title, { x: EDGE, y: 10, lead: 24, font: `600 18px ${FONT}`, color: theme.ink });
  write(c, above, { x: EDGE, y: 12 + title.length * 24, lead: LEAD, font: `12px ${FONT}`, color: theme.muted });
  c.save();
  c.translate(0, head);
  drawSnapshot(c, page, view);
  c.restore();
  let y = head + view.height + 8;
  for (const row of rows) {
    for (const { item, x } of row) {
      item.draw(c, EDGE + x + 11, y + 9);
      write(c, [item.text], { x: EDGE + x + 27, y: y + 2, lead: LEAD, font: `12px ${FONT}`, color: theme.ink });
    }
    y += 22;
  }
  write(c, below, { x: EDGE, y: y + GAP, lead: LEAD, font: `11.5px ${FONT}`, color: theme.muted });
}

/**
 * Words in lines that fit.
 * @param {CanvasRenderingContext2D} c with the font set
 * @param {string} text
 * @param {number} width
 */
export function wrapped(c, text, width) {
  /** @type {string[]} */
  const lines = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && c.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].filter(Boolean);
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {string[]} lines
 * @param {{x: number, y: number, lead: number, font: string, color: string}} how
 */
function write(c, lines, { x, y, lead, font, color }) {
  c.font = font;
  c.fillStyle = color;
  c.textAlign = 'left';
  c.textBaseline = 'top';
  lines.forEach((line, k) => c.fillText(line, x, y + k * lead));
}

/**
 * The legend's items side by side.
 * @param {CanvasRenderingContext2D} c with the font set
 * @param {import('./legend.js').LegendItem[]} items
 * @param {number} width
 */
function legendRows(c, items, width) {
  /** @type {{item: import('./legend.js').LegendItem, x: number}[][]} */
  const rows = [[]];
  let x = 0;
  for (const item of items) {
    const wide = 27 + c.measureText(item.text).width + 20;
    if (x && x + wide > width) {
      rows.push([]);
      x = 0;
    }
    rows[rows.length - 1].push({ item, x });
    x += wide;
  }
  return rows;
}
