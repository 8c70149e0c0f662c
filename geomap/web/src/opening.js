// Opens the map where nearly all events are, and tells of those that lie beyond the window.
import { button, byId, el } from './dom.js';
import { LISTED } from './model.js';

/**
 * Shows what is drawn: all of it, or where nearly all events are when the few others lie far away.
 * @param {Page} page
 */
export function openMap({ map, store }) {
  const { bounds, opening } = store.model.head;
  fit(map, opening ?? bounds);
}

/**
 * Says how many events lie beyond the window that the map opened on, until the reader moves the map or filters it.
 * @param {Page} page
 */
export function tellOutside({ map, store, lang }) {
  const { bounds, events, opening } = store.model.head;
  const n = opening && store.counts.shown === events ? outside(store.model, map.getBounds()) : 0;
  if (!n) return;
  const text = n === 1 ? lang.say('outsideOne') : lang.say('outside', { n });
  const note = el('div', 'gm-outside', el('span', '', text), button('gm-link', lang.say('showAll'), showAll));
  note.setAttribute('role', 'status');
  byId('gm-mapbox').append(note);
  map.once('movestart', () => note.remove());
  store.on('now', () => note.remove());

  function showAll() {
    fit(map, bounds);
    note.remove();
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
 */
function fit(map, bounds) {
  if (!bounds) return;
  const [west, south, east, north] = bounds;
  map.fitBounds([[south, west], [north, east < west ? east + 360 : east]], { padding: [36, 36], maxZoom: 9, animate: false });
}
