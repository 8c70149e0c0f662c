// A story on paper: each view as a picture of its own, with its text and what it shows.
import { el } from '../text/dom.js';
import { fromAddress } from '../data/address.js';
import { openState } from '../data/filter.js';
import { FRAMED } from './opening.js';
import { unitX, unitY, worldAt } from '../data/project.js';
import { findEvents } from '../data/search.js';
import { drawSnapshot, viewOfAll } from '../map/snapshot.js';
import { makeStore } from '../data/store.js';
import { saidOf } from './story.js';
import { addressOf, elementOf } from '../text/storytext.js';

const SIZE = { width: 1060, height: 600 }; // pixels of a view on paper
const SCALE = 2; // dots a pixel

/**
 * The views of a story with their texts. Others' records are not drawn: they follow the filters of the page, which stands elsewhere.
 * @param {Page} page
 * @param {Story} story
 * @param {Theme} theme
 * @returns {Promise<HTMLElement[]>}
 */
export async function storyOnPaper(page, story, theme) {
  const own = makeStore(page.store.model);
  const sections = [];
  for (let k = 0; k < story.views.length; k++) {
    const { title, text } = story.views[k];
    const address = addressOf(story, k);
    Object.assign(own.state, openState(own.model));
    const asked = fromAddress(address, own);
    const paged = { ...page, store: own, theme, records: null, chosen: -1 };
    own.state.found = own.state.query ? await findEvents(paged, own.state.query, () => false) : null;
    own.refresh();
    own.weigh(asked.size ?? '');
    const canvas = document.createElement('canvas');
    canvas.width = SIZE.width * SCALE;
    canvas.height = SIZE.height * SCALE;
    const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    c.scale(SCALE, SCALE);
    drawSnapshot(c, paged, windowOf(own, asked), true);
    sections.push(
      el(
        'section',
        'gm-print-step',
        title ? el('h2', '', el('bdi', '', title)) : null,
        await asPicture(canvas),
        el('p', 'gm-print-said', saidOf(paged, address)),
        ...text.map(elementOf),
      ),
    );
  }
  return sections;
}

/**
 * A canvas of a view holds 10 MB until it is printed, its picture some hundred KB.
 * @param {HTMLCanvasElement} canvas
 */
async function asPicture(canvas) {
  const picture = el('img', 'gm-print-view');
  picture.alt = '';
  /** @type {Blob | null} */
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) return picture;
  picture.src = URL.createObjectURL(blob);
  await picture.decode();
  URL.revokeObjectURL(picture.src);
  return picture;
}

/**
 * @param {Store} store
 * @param {{zoom?: number, lat?: number, lon?: number}} asked
 * @returns {View}
 */
function windowOf(store, { zoom, lat = 0, lon = 0 }) {
  if (zoom === undefined) return viewOfAll([store], SIZE) ?? { ...SIZE, world: worldAt(1), zoom: 1, left: 0, top: 0 };
  const fit = zoom + Math.log2(Math.min(SIZE.width / FRAMED.x, SIZE.height / FRAMED.y));
  const world = worldAt(fit);
  return {
    ...SIZE,
    world,
    zoom: fit,
    left: unitX(lon) * world - SIZE.width / 2,
    top: unitY(lat) * world - SIZE.height / 2,
  };
}
