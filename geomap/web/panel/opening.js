// Opens the map where nearly all events are, and tells of those that lie beyond the window.
import { button, byId, el } from '../text/dom.js';
import { eachShown } from '../data/filter.js';
import { isEmbedded } from './frame.js';
import { opensLegend } from './legend.js';
import { isDrawn, LISTED } from '../data/model.js';
import { lonNear } from '../data/project.js';
import { isFiltered } from './panel.js';

const [WIDE, NARROW] = [36, 22]; // pixels around what is shown
const SLIM = 560; // pixels: controls on a map as narrow as this are a row above and one below
const LEGEND = 264; // pixels that an open legend takes at the right
const ROWS = { above: 58, below: 54 }; // pixels of these rows, with a mark beside them
const SIDE = 14; // pixels for marks at the edge
const MANY = 20000; // places that are everywhere
const CLOSE = 1e-4; // degrees: positions in the page are rounded
const FEW = 0.1; // of the events shown: so many at most are left outside, as where the page opens on all
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
  // in a frame the note of what lies beyond takes the row that else the keys of the views have
  fit(map, opening ?? bounds, isEmbedded() ? NARROW : WIDE, isEmbedded() && opening ? ROWS.above : 0);
}

/**
 * Where filters were asked for without a window, the map opens on what they show.
 * @param {Page} page
 * @param {number | undefined} asked the zoom of a window that the address names
 */
export function openOnShown({ map, store }, asked) {
  const { model, state } = store;
  if (asked !== undefined || !isFiltered(store)) return;
  const counts = shownAt(store);
  const all = [...counts.keys()].filter((p) => counts[p] && isDrawn(model, state, p));
  const near = all.filter((p) => isWithin(model.head.opening, model.lat(p), model.lon(p)));
  const events = (/** @type {number[]} */ places) => places.reduce((n, p) => n + counts[p], 0);
  const places = events(near) >= (1 - FEW) * events(all) ? near : all;
  if (!places.length || places.length > MANY) return;
  const [lats, lons] = [places.map(model.lat), places.map(model.lon)];
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  if (east - west < 180)
    fit(
      map,
      [west, Math.min(...lats), east, Math.max(...lats)],
      isEmbedded() ? NARROW + SIDE : WIDE + SIDE,
      isEmbedded() && places.length < all.length ? ROWS.above : 0,
    );
}

/**
 * How many of the events that are shown are at each place.
 * @param {Store} store
 */
function shownAt({ model, state, pass }) {
  const counts = new Uint32Array(model.head.places);
  eachShown(model, state, pass, (i) => counts[model.c.event_place[i]]++);
  return counts;
}

/**
 * Whether a place lies in a window, whose edges may be places themselves.
 * @param {Head['bounds'] | undefined} window
 * @param {number} lat
 * @param {number} lon
 */
function isWithin(window, lat, lon) {
  if (!window) return false;
  const [west, south, east, north] = window;
  const width = (east - west + 360) % 360 || 360 * Number(east !== west);
  const right = (lon - west + CLOSE + 360) % 360;
  return right <= width + 2 * CLOSE && lat >= south - CLOSE && lat <= north + CLOSE;
}

/**
 * Whether the map still stands where it opened: nobody has moved it.
 * @param {Page} page
 */
export const isAtHome = ({ map, home }) =>
  Boolean(home) && map.getZoom() === home?.zoom && map.project(map.getCenter()).distanceTo(map.project(home.at)) < 1; // Leaflet moves a middle to a whole pixel by itself

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
  clearMarks(page);
}

/**
 * Folds a legend that lies on a mark: a map of the whole world has no room beside it.
 * @param {Page} page
 */
function clearMarks({ map, store }) {
  const { model, state } = store;
  const { bounds, opening, places } = model.head;
  const legend = /** @type {HTMLDetailsElement} */ (byId('gm-legend'));
  if (!legend.open || places > MANY) return;
  const box = legend.getBoundingClientRect();
  const corner = map.getContainer().getBoundingClientRect();
  const middle = map.getCenter().lng;
  const isUnder = (/** @type {number} */ p) => {
    const [lat, lon] = [model.lat(p), model.lon(p)];
    if (!model.weight[p] || !isDrawn(model, state, p) || !isWithin(opening ?? bounds, lat, lon)) return false;
    const { x, y } = map.latLngToContainerPoint([lat, lonNear(lon, middle)]).add([corner.x, corner.y]);
    return x > box.left - SIDE && x < box.right + SIDE && y > box.top - SIDE && y < box.bottom + SIDE;
  };
  legend.open = !Array.from({ length: places }, (_, p) => p).some(isUnder);
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
  const counts = store.counts.shown === events ? store.model.weight : shownAt(store);
  const n = opening ? outside(store.model, counts, map.getBounds()) : 0;
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
 * @param {Uint32Array} counts the events at each place
 * @param {import('leaflet').LatLngBounds} window
 */
function outside({ c, lat, lon }, counts, window) {
  const west = window.getWest();
  const width = window.getEast() - west;
  let n = 0;
  for (let p = 0; p < counts.length; p++) {
    if (c.place_kind[p] >= LISTED) continue;
    const [up, east] = [lat(p), (lon(p) - west + 720) % 360];
    if (east > width || up < window.getSouth() || up > window.getNorth()) n += counts[p];
  }
  return n;
}

/**
 * @param {import('leaflet').Map} map
 * @param {Head['bounds']} bounds
 * @param {number} [edge] pixels that stay free around
 * @param {number} [above] at least so many of them above
 */
function fit(map, bounds, edge = WIDE, above = 0) {
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
      paddingTopLeft: [side, Math.max(above, edgeAbove(isSlim, edge))],
      paddingBottomRight: [isBeside && !isEmbedded() ? LEGEND : side, isSlim ? ROWS.below : edge],
      maxZoom: east === west && south === north ? ALONE : DEEPEST,
      animate: false,
    },
  );
}

/**
 * @param {boolean} isSlim
 * @param {number} edge
 */
const edgeAbove = (isSlim, edge) => (isSlim && !isEmbedded() ? ROWS.above : edge);
