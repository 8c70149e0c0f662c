// Opens the map where nearly all events are, and tells of those that lie beyond the window.
import { button, byId, el } from '../text/dom.js';
import { eachShown } from '../data/filter.js';
import { isEmbedded } from './frame.js';
import { opensLegend } from './legend.js';
import { isDrawn, LISTED } from '../data/model.js';
import { isFiltered } from './panel.js';

const [WIDE, NARROW] = [36, 22]; // pixels around what is shown
const SLIM = 560; // pixels: controls on a map as narrow as this are a row above and one below
const LEGEND = 264; // pixels that an open legend takes at the right
const ROWS = { above: 58, below: 54 }; // pixels of these rows, with a mark beside them
const SIDE = 14; // pixels for marks at the edge
const MANY = 20000; // places that are everywhere
const FINE = 0.25; // steps of the zoom: whole ones would leave half a window empty around what is shown
export const FRAMED = { x: 1000, y: 640 }; // pixels of the window that a view of a story was framed for
const GLIDE_S = 0.9;
const [DEEPEST, ALONE] = [11, 9]; // zoom at which a map opens, and that of a single place

/**
 * The zoom at which a smaller window shows what a story's view was framed for.
 * @param {import('leaflet').Map} map
 * @param {number} zoom
 */
function fitted(map, zoom) {
  const { x, y } = map.getSize();
  return zoom + Math.min(0, Math.log2(Math.max(x, 1) / FRAMED.x), Math.log2(Math.max(y, 1) / FRAMED.y));
}

/** How a view of a story takes the window: `framed` for a window of its own, `glided` there by and by, `drafted` in the window that it was taken in. @typedef {'' | 'framed' | 'glided' | 'drafted'} Framing */

/**
 * Sets the window that an address asks for.
 * @param {import('leaflet').Map} map
 * @param {{zoom?: number, lat?: number, lon?: number}} asked
 * @param {Framing} how
 * @returns {boolean} whether it asks for one
 */
export function setWindow(map, { zoom, lat = 0, lon = 0 }, how) {
  if (zoom === undefined) return false;
  const wanted = how === 'framed' || how === 'glided' ? fitted(map, zoom) : zoom;
  const isStill = how !== 'glided' || matchMedia('(prefers-reduced-motion: reduce)').matches;
  // with `reset`, as from near its middle Leaflet would move by whole pixels instead
  if (isStill) map.setView([lat, lon], wanted, /** @type {any} */ ({ animate: false, reset: true }));
  else map.flyTo([lat, lon], wanted, { duration: GLIDE_S });
  return true;
}

/**
 * Lets the map stand between two whole zooms, before any window is set. Tiles of others are pictures, which a part of a
 * zoom would blur where there is room to give away.
 * @param {Page} page
 */
export function allowParts({ map, store }) {
  if (!store.model.head.tiles || isEmbedded() || map.getSize().x < SLIM) map.options.zoomSnap = FINE;
}

/**
 * Shows what is drawn: all of it, or where nearly all events are when the few others lie far away.
 * @param {Page} page
 */
export function openMap({ map, store }) {
  const { bounds, opening } = store.model.head;
  fit(map, opening ?? bounds, isEmbedded() ? NARROW : WIDE);
}

/**
 * Where filters were asked for without a window, the map opens on what they show.
 * @param {Page} page
 * @param {number | undefined} asked the zoom of a window that the address names
 */
export function openOnShown({ map, store }, asked) {
  const { model, state, pass } = store;
  if (asked !== undefined || !isFiltered(store)) return;
  const seen = new Uint8Array(model.head.places);
  eachShown(model, state, pass, (i) => (seen[model.c.event_place[i]] = 1));
  const lats = [];
  const lons = [];
  for (let p = 0; p < seen.length; p++) {
    if (!seen[p] || !isDrawn(model, state, p)) continue;
    lats.push(model.lat(p));
    lons.push(model.lon(p));
  }
  if (!lats.length || lats.length > MANY) return;
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  if (east - west < 180)
    fit(map, [west, Math.min(...lats), east, Math.max(...lats)], isEmbedded() ? NARROW + SIDE : WIDE + SIDE);
}

/**
 * Whether the map still stands where it opened: nobody has moved it.
 * @param {Page} page
 */
export const isAtHome = ({ map, home }) =>
  Boolean(home) && map.getZoom() === home?.zoom && map.getCenter().equals(home.at, 1e-6);

/**
 * Opens the map for the size that it has now, as long as nobody has moved it: a desk below takes half of its height.
 * @param {Page} page
 * @param {() => void} resized tells the map its size
 */
export function keepHome(page, resized) {
  const wasHome = isAtHome(page);
  const before = page.map.getSize();
  resized();
  const { x, y } = page.map.getSize();
  if (!wasHome || !x || !y || before.equals([x, y])) return; // no size: paper is laid out
  openMap(page);
  openOnShown(page, undefined);
  atHome(page);
}

/**
 * Keeps the window that the map opened on; what lies beyond is told until the reader moves the map or filters it.
 * @param {Page} page
 */
export function settleHome(page) {
  page.map.on('movestart', () => untell(page));
  page.store.on('now', () => untell(page));
  atHome(page);
}

/** @param {Page} page */
function atHome(page) {
  page.look({ home: { zoom: page.map.getZoom(), at: page.map.getCenter() } });
  untell(page);
  tellOutside(page);
}

/** @param {Page} page */
function untell({ redraw }) {
  const note = document.querySelector('.gm-outside');
  if (!note) return;
  note.remove();
  redraw();
}

/**
 * Says how many events lie beyond the window that the map opened on.
 * @param {Page} page
 */
function tellOutside(page) {
  const { map, store, lang, redraw } = page;
  const { bounds, events, opening } = store.model.head;
  const n = opening && store.counts.shown === events ? outside(store.model, map.getBounds()) : 0;
  if (!n) return;
  const text = n === 1 ? lang.say('outsideOne') : lang.say('outside', { n });
  const note = el('div', 'gm-outside', el('span', '', text), button('gm-link', lang.say('showAll'), showAll));
  note.setAttribute('role', 'status');
  byId('gm-mapbox').append(note);
  redraw(); // names step aside for it

  function showAll() {
    fit(map, bounds);
    untell(page);
    map.getContainer().focus({ preventScroll: true });
  }
}

/**
 * How many events are on the map beyond a window: on a wide screen fewer than on a narrow one.
 * @param {Model} model
 * @param {import('leaflet').LatLngBounds} window
 */
function outside({ c, lat, lon, weight }, window) {
  const west = window.getWest();
  const width = window.getEast() - west;
  let n = 0;
  for (let p = 0; p < weight.length; p++) {
    if (c.place_kind[p] >= LISTED) continue;
    const [up, east] = [lat(p), (lon(p) - west + 720) % 360];
    if (east > width || up < window.getSouth() || up > window.getNorth()) n += weight[p];
  }
  return n;
}

/**
 * @param {import('leaflet').Map} map
 * @param {Head['bounds']} bounds
 * @param {number} [edge] pixels that stay free around
 */
function fit(map, bounds, edge = WIDE) {
  if (!bounds) return;
  const [west, south, east, north] = bounds;
  const isSlim = map.getSize().x < SLIM;
  const side = isSlim ? NARROW : edge;
  const legend = /** @type {HTMLDetailsElement} */ (byId('gm-legend'));
  const isBeside = legend.open || (!legend.firstChild && opensLegend());
  map.fitBounds(
    [
      [south, west],
      [north, east < west ? east + 360 : east],
    ],
    {
      paddingTopLeft: [side, isSlim && !isEmbedded() ? ROWS.above : edge],
      paddingBottomRight: [isBeside && !isEmbedded() ? LEGEND : side, isSlim ? ROWS.below : edge],
      maxZoom: east === west && south === north ? ALONE : DEEPEST,
      animate: false,
    },
  );
}
