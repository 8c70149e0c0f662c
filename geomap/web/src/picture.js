// A picture of the map as it is seen, with title, date range and credit.
import { dayText } from './dates.js';
import { paint, viewOf } from './layer.js';
import { drawWhole } from './basemap.js';

const SCALE = 2; // pixels of the picture per pixel of the window
const HEAD = 52; // pixels above the map
const FOOT = 30; // pixels below it

/**
 * @param {Page} page
 * @param {unknown} base whether the basemap is shown
 * @returns {Promise<Blob>}
 */
export async function picture(page, base) {
  const { store, lang, theme } = page;
  const { head } = store.model;
  const view = viewOf(page.map);
  const canvas = document.createElement('canvas');
  canvas.width = view.width * SCALE;
  canvas.height = (view.height + HEAD + FOOT) * SCALE;
  const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  c.scale(SCALE, SCALE);
  c.fillStyle = theme.panel;
  c.fillRect(0, 0, view.width, view.height + HEAD + FOOT);
  c.save();
  c.translate(0, HEAD);
  c.beginPath();
  c.rect(0, 0, view.width, view.height);
  c.clip();
  if (base && page.basemap) drawWhole(c, page.basemap, view, theme);
  paint(c, { ...page, tiled: false }, view); // tiles of others may not be copied out of a page: the vector map stands in
  c.restore();
  c.fillStyle = theme.ink;
  c.textBaseline = 'top';
  c.textAlign = 'left';
  c.font = '600 18px system-ui, sans-serif';
  c.fillText(head.title, 14, 8, view.width - 28);
  c.font = '12px system-ui, sans-serif';
  c.fillStyle = theme.muted;
  const { state, counts } = store;
  const range = { a: dayText(head.day0 + state.first, lang.language), b: dayText(head.day0 + state.end - 1, lang.language), n: counts.shown, all: head.events };
  const { records } = page;
  c.fillText(lang.say('printed', range) + (records ? ` · ${records.text()} (${records.head.names.join(', ')})` : ''), 14, 32, view.width - 28);
  c.fillText(`${lang.say('machine')}  ${head.credit}`, 14, view.height + HEAD + 9, view.width - 28);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'));
}
