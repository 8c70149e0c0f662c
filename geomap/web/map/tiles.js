// Online tiles, where the map's maker asked for them: the switch, and the way back to the vector map when they fail.
import { byId, el, escaped } from '../text/dom.js';

const MOST = 4; // failures without a tile between them
const WAIT_MS = 12000; // for the first tile of a view: a server that never answers fails too

/**
 * Counts failures; tells once, when there are too many.
 * @param {() => unknown} tell
 */
export function failureCount(tell) {
  let failures = 0;
  return {
    loaded: () => void (failures = 0),
    failed() {
      if (++failures === MOST) tell();
    },
  };
}

/**
 * A switch between the vector map and the tiles. The page begins with the tiles, where there are any, unless the
 * reader chose otherwise.
 * @param {typeof import('leaflet')} L
 * @param {Page} page
 * @param {BaseLayer | null} vector
 * @param {{choice: string | undefined, chosen: () => void}} wish what the address says; told of a choice
 * @returns {{begin: () => void, choice: () => string}} puts the first of them on the map; what the address shall say
 */
export function makeTiles(L, page, vector, wish) {
  const { map, lang } = page;
  const said = page.store.model.head.tiles;
  if (!said) return { begin: () => void vector?.addTo(map), choice: () => '' };
  const { url, attribution, origin } = said;
  const { host } = new URL(origin);
  const select = el(
    'select',
    '',
    option('tiles', lang.say('onlineTiles', { host })),
    option('vector', lang.say('vectorMap')),
  );
  select.id = 'gm-base';
  select.setAttribute('aria-label', lang.say('basemap'));
  const note = el('p', 'gm-base-note');
  note.setAttribute('role', 'status');
  byId('gm-mapbox').append(el('div', 'gm-base', select, note));
  let wantsVector = wish.choice === 'v';
  let timer = 0;
  /** @type {import('leaflet').TileLayer | null} */
  let tiles = null;

  select.onchange = () => {
    wantsVector = select.value === 'vector';
    show(wantsVector);
    wish.chosen();
  };
  return { begin: () => show(wantsVector), choice: () => (wantsVector ? 'v' : '') };

  /** @param {boolean} asVector */
  function show(asVector) {
    clearTimeout(timer);
    note.textContent = '';
    tiles?.remove();
    tiles = null;
    if (asVector) return void draw(true);
    draw(false);
    if (!navigator.onLine) return void giveUp();
    tiles = fresh();
    tiles.addTo(map);
  }

  /** A new layer each time: Leaflet keeps what failed as if it were there. */
  function fresh() {
    const count = failureCount(() => layer === tiles && giveUp());
    const layer = L.tileLayer(url, { attribution: escaped(attribution), maxZoom: 18 });
    layer.on('tileerror', count.failed);
    layer.on('tileload', () => {
      clearTimeout(timer);
      count.loaded();
    });
    layer.on('loading', () => {
      clearTimeout(timer);
      timer = window.setTimeout(giveUp, WAIT_MS);
    });
    layer.on('load', () => clearTimeout(timer));
    return layer;
  }

  /** Back to the vector map; what the reader chose stays in the address. */
  function giveUp() {
    show(true);
    note.textContent = lang.say('tilesFailed', { host });
    map.once('dragstart zoomstart', () => (note.textContent = ''));
  }

  /** @param {boolean} asVector */
  function draw(asVector) {
    page.look({ tiled: !asVector });
    select.value = asVector ? 'vector' : 'tiles';
    if (asVector) vector?.addTo(map);
    else vector?.remove();
    page.redraw();
  }
}

/**
 * @param {string} value
 * @param {string} text
 */
const option = (value, text) => new Option(text, value);
