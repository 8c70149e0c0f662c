// Starts the page: reads the data, makes the parts, ties them to the one state.
import { makePage, NOTHING } from './context.js';
import { fromAscii, inflate } from './data/bytes.js';
import { stretchFor } from './data/filter.js';
import { makeModel } from './data/model.js';
import { rest as restReading } from './data/rest.js';
import { blocksBeside, fileReader, handOver, MissingPart, tellMissing, watchMissing } from './data/sidecar.js';
import { blockReader, textStore } from './data/texts.js';
import { makeBase } from './map/base.js';
import { readBasemap } from './map/basemap.js';
import { makeLayer } from './map/layer.js';
import { iconsInside, keepStill, makePopups } from './map/popup.js';
import { makeWindow } from './map/window.js';
import { startPage } from './page.js';
import { clearFrame } from './panel/frame.js';
import { makeOpener } from './panel/opener.js';
import { makeTip } from './panel/tip.js';
import { parts } from './parts.js';
import { byId } from './text/dom.js';
import { sayIn } from './text/strings.js';

/**
 * The layer of a Folium map: can be added at once, draws when its data is read.
 * @param {typeof import('leaflet')} L
 * @param {string} prefix begins the ids of the elements that hold its data
 */
export const eventLayer = (L, prefix) =>
  makeEventLayer(L, prefix, async ({ page: { store, map, records } }) => {
    shareTime(map, store);
    await Promise.all([store, records?.store].map((one) => one?.prepare(map.getZoom())));
    store.refresh();
  });

/**
 * The layer of a map that becomes a whole page.
 * @param {typeof import('leaflet')} L
 * @param {import('leaflet').Map} map
 * @param {string} prefix
 */
export function wholePage(L, map, prefix) {
  const began = performance.now();
  byId('gm-mapbox').prepend(map.getContainer());
  clearFrame();
  map.invalidateSize({ animate: false });
  keepStill(map);
  return makeEventLayer(L, prefix, ({ page, join }, layer) => {
    const base = page.basemap && makeBase(L, page.basemap, () => page.theme);
    startPage(L, page, join, layer, base, began);
    shareTime(map, page.store);
  });
}

/** @type {WeakMap<import('leaflet').Map, Store[]>} */
const storesOf = new WeakMap();

/**
 * Layers of one map keep to one stretch of time: what one is asked for, the others show as well.
 * @param {import('leaflet').Map} map
 * @param {Store} store
 */
function shareTime(map, store) {
  const stores = storesOf.get(map) ?? [];
  stores.push(store);
  storesOf.set(map, stores);
  store.on('now', () => {
    for (const other of stores) {
      if (other === store) continue;
      const { first, end } = stretchFor(other.model.head, store.model.head, store.state);
      if (first !== other.state.first || end !== other.state.end) other.change({ first, end });
    }
  });
}

/**
 * @param {typeof import('leaflet')} L
 * @param {string} prefix
 * @param {(made: ReturnType<typeof makePage>, layer: MapLayer) => void} start
 */
function makeEventLayer(L, prefix, start) {
  /** @type {{mark: (mark: Mark) => void, point: (mark: Mark | null, at: {x: number, y: number}) => void}} */
  const acts = { mark: () => {}, point: () => {} };
  const layer = makeLayer(L, { pick: (mark) => acts.mark(mark), point: (mark, at) => acts.point(mark, at) });
  const ready = readData(prefix);
  layer.once('add', async () => {
    const map = /** @type {any} */ (layer)._map;
    const data = await ready.catch(broken);
    if (!data) return;
    const made = makeMapPage(L, map, layer, data);
    const { page } = made;
    if (data.model.head.files) watchMissing(() => page.lang);
    acts.mark = (mark) => void page.openMark(mark);
    acts.point = page.point;
    layer.attach(page);
    start(made, layer);
  });
  return layer;
}

/** @param {unknown} error @returns {null} */
function broken(error) {
  if (!(error instanceof MissingPart)) throw error;
  tellMissing(error, sayIn(navigator.language.slice(0, 2)));
  return null;
}

/**
 * @param {string} prefix
 * @returns {Promise<PageData>}
 */
async function readData(prefix) {
  const inside = (/** @type {string} */ name) => document.getElementById(`${prefix}-${name}`)?.textContent ?? '';
  /** @type {Head} */
  const head = JSON.parse(inside('head'));
  const beside = head.files && fileReader(head.files);
  const bytes = async (/** @type {string} */ name) => {
    const text = beside ? await beside(name) : inside(name);
    return text ? inflate(fromAscii(text)) : new Uint8Array(0);
  };
  const [core, base, records, matches, detail] = await Promise.all(
    ['core', 'base', 'records', 'matches', 'detail'].map(bytes),
  );
  const reader = (/** @type {TextSaid} */ said) =>
    beside ? blocksBeside(beside, said) : blockReader(prefix, said.name);
  const texts = /** @type {any} */ (
    Object.fromEntries(head.text.map((said) => [said.name, textStore(said, reader(said))]))
  );
  const others = (head.records && parts.records?.read(head.records, records, matches)) || null;
  return {
    model: makeModel(head, core),
    basemap: base.length ? { ...readBasemap(base), detail: detail.length ? readBasemap(detail) : null } : null,
    texts,
    others,
  };
}

/**
 * What a map offers to its parts, with a page around it or not.
 * @param {typeof import('leaflet')} L
 * @param {import('leaflet').Map} map
 * @param {MapLayer} layer
 * @param {PageData} data
 */
export function makeMapPage(L, map, layer, { model, basemap, texts, others }) {
  const { page, join } = makePage(layer, { map, model, basemap, texts }, NOTHING);
  join(makePopups(L, page));
  join(makeWindow(L, page));
  join(makeTip(page));
  join(makeOpener(page));
  if (others && parts.records) join({ records: parts.records.make(page, others) });
  map.on('popupclose', page.closed);
  page.store.on('now', () => layer.redraw());
  page.store.on('level', () => layer.later());
  return { page, join };
}

/**
 * Folium's markers look for their pictures beside the style sheet; here they are in the page.
 * @param {typeof import('leaflet')} L
 * @param {{icon: string, icon2x: string, shadow: string}} pictures data addresses
 */
export const keepIcons = (L, pictures) => iconsInside(L, pictures);

/** Called by the scripts that lie beside a page. */
export const hand = handOver;

/** Called between the blocks of a large page. */
export const rest = restReading;
