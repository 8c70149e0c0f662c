// Starts the page: reads the data, makes the parts, ties them to the one state.
import { fromAscii, inflate } from './bytes.js';
import { byId, el } from './dom.js';
import { makeModel } from './model.js';
import { makeStore } from './store.js';
import { chunkReader, textStore } from './texts.js';
import { readBasemap } from './basemap.js';
import { iconsInside, makeBase, makeLayer, openPopup } from './layer.js';
import { readTheme, stylesOf } from './theme.js';
import { sayIn } from './strings.js';
import { makeCard, titleOf } from './card.js';
import { mainType } from './draw.js';
import { eachShown } from './filter.js';
import { articlesOf, LISTED } from './model.js';
import { startPage } from './page.js';

const POINT_MOST = 2000; // events: the sources of more are no answer to a pointer
const POINT_MS = 90; // a pointer that only passes over a mark does not make the list of sources look for its articles

/**
 * The layer of a Folium map: can be added at once, draws when its data is read.
 * @param {typeof import('leaflet')} L
 * @param {string} prefix begins the ids of the elements that hold its data
 */
export const eventLayer = (L, prefix) =>
  makeEventLayer(L, prefix, async ({ store, map }) => {
    await store.prepare(map.getZoom());
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
  map.invalidateSize({ animate: false });
  return makeEventLayer(L, prefix, (page, layer) => {
    const base = page.basemap && makeBase(L, page.basemap, () => page.theme).addTo(map);
    startPage(L, page, layer, base, began);
  });
}

/**
 * @param {typeof import('leaflet')} L
 * @param {string} prefix
 * @param {(page: ReturnType<typeof makePage>, layer: MapLayer) => void} start
 */
function makeEventLayer(L, prefix, start) {
  /** @type {{mark: (mark: Mark) => void, point: (mark: Mark | null, at: {x: number, y: number}) => void}} */
  const acts = { mark: () => {}, point: () => {} };
  const layer = makeLayer(L, { pick: (mark) => acts.mark(mark), point: (mark, at) => acts.point(mark, at) });
  const ready = readData(prefix);
  layer.once('add', async () => {
    const map = /** @type {any} */ (layer)._map;
    const page = makePage(L, map, layer, await ready);
    acts.mark = (mark) => void page.openMark(mark);
    acts.point = page.point;
    layer.attach(page);
    start(page, layer);
  });
  return layer;
}

/** @param {string} prefix */
async function readData(prefix) {
  const text = (/** @type {string} */ name) => document.getElementById(`${prefix}-${name}`)?.textContent ?? '';
  /** @type {Head} */
  const head = JSON.parse(text('head'));
  const [core, base] = await Promise.all([inflate(fromAscii(text('core'))), text('base') ? inflate(fromAscii(text('base'))) : null]);
  const texts = /** @type {any} */ (Object.fromEntries(head.text.map((said) => [said.name, textStore(said, chunkReader(prefix, said.name))])));
  return { model: makeModel(head, core), basemap: base && readBasemap(base), texts };
}

/**
 * What the parts share, whether there is a whole page around the map or only the map.
 * @param {typeof import('leaflet')} L
 * @param {import('leaflet').Map} map
 * @param {MapLayer} layer
 * @param {Awaited<ReturnType<typeof readData>>} data
 */
function makePage(L, map, layer, { model, basemap, texts }) {
  const store = makeStore(model);
  const tip = el('div', 'gm-tip');
  tip.hidden = true;
  map.getContainer().append(tip);
  const page = {
    store,
    texts,
    basemap,
    map,
    styles: stylesOf(model.head.types),
    theme: readTheme(),
    lang: sayIn('en'),
    /** @type {Set<number>} */ pointed: new Set(),
    /** @type {Set<number>} */ pointedArticles: new Set(),
    chosen: -1,
    redraw: () => layer.later(),
    pointArticles: () => {},
    toast: (/** @type {string} */ text) => console.info(text),
    close: () => void map.closePopup(),
    /** @type {(record: EventRecord) => void} */ link: () => {},
    /** @type {(article: number) => void} */ onlyArticle(article) {
      store.state.articles.fill(0)[article] = 1;
      page.close();
      store.refresh();
    },
    /** @type {(article: number) => void} */ hideArticle(article) {
      store.state.articles[article] = 0;
      page.close();
      store.refresh();
    },
    /** @type {(record: EventRecord | null) => void} */ told: () => {},
    closed() {
      page.chosen = -1;
      page.told(null);
      layer.later();
    },

    /**
     * @param {HTMLElement} card
     * @param {number} place
     */
    show(card, place) {
      const { lat, lng } = map.getCenter();
      openPopup(L, map, card, model.c.place_kind[place] >= LISTED ? [lat, lng] : [model.lat(place), model.lon(place)]);
    },

    /** @param {Mark} mark */
    async openMark(mark) {
      const places = [mark.slot, ...(mark.also ?? [])].flatMap((slot) => placesOf(store, slot));
      await page.open(places, eventsAt(store, places), 0);
    },

    /**
     * @param {number[]} places
     * @param {number[]} events
     * @param {number} at
     */
    async open(places, events, at) {
      const acts = {
        onlyArticle: page.onlyArticle,
        hideArticle: page.hideArticle,
        link: page.link,
        zoomTo: (/** @type {number[]} */ all) => {
          page.close();
          map.fitBounds(L.latLngBounds(all.map((p) => [model.lat(p), model.lon(p)])).pad(0.2), { maxZoom: map.getZoom() + 3 });
        },
        shown: (/** @type {EventRecord} */ record) => {
          page.chosen = record.place;
          page.told(record);
          layer.later();
        },
      };
      const card = await makeCard(page, { places, events, at }, acts);
      page.show(card, places[0]);
    },

    /**
     * @param {Mark | null} mark
     * @param {{x: number, y: number}} at
     */
    point(mark, at) {
      tip.hidden = !mark;
      if (mark?.place !== pointedPlace) pointLater(mark);
      pointedPlace = mark?.place;
      if (!mark) return;
      const { lang } = page;
      const many = mark.n === 1 ? lang.say('oneEvent') : lang.say('countEvents', { n: mark.n });
      const type = model.head.types[mainType(store, mark.slot, page.styles.length)];
      tip.replaceChildren(el('b', '', titleOf(page, [mark.place])), el('div', '', `${many} · ${mark.n === 1 ? type : lang.say('mostly', { type })}`));
      const size = map.getSize();
      tip.style.left = `${Math.min(at.x + 14, size.x - 260)}px`;
      tip.style.top = `${at.y > size.y - 70 ? at.y - 60 : at.y + 14}px`;
    },
  };
  /** @type {number | undefined} */
  let pointedPlace;
  let timer = 0;
  /** @param {Mark | null} mark */
  const pointLater = (mark) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      page.pointedArticles = mark && mark.n <= POINT_MOST ? articlesAt(store, mark.slot) : new Set();
      page.pointArticles();
    }, POINT_MS);
  };
  map.on('popupclose', page.closed);
  store.on('now', () => layer.redraw());
  store.on('level', () => layer.later());
  return page;
}

/**
 * The places behind a mark that show something, heaviest first.
 * @param {Store} store
 * @param {number} slot
 */
function placesOf({ model, level, state, pass }, slot) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  eachShown(model, state, pass, (i) => {
    const p = model.c.event_place[i];
    if (level.slot[p] === slot) counts.set(p, (counts.get(p) ?? 0) + 1);
  });
  return [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b);
}

/**
 * The shown events at places, latest first.
 * @param {Store} store
 * @param {number[]} places
 */
function eventsAt({ model, state, pass }, places) {
  const wanted = new Set(places);
  /** @type {number[]} */
  const events = [];
  eachShown(model, state, pass, (i) => {
    if (wanted.has(model.c.event_place[i])) events.push(i);
  });
  return events.reverse();
}

/**
 * @param {Store} store
 * @param {number} slot
 */
function articlesAt({ model, level, state, pass }, slot) {
  /** @type {Set<number>} */
  const articles = new Set();
  eachShown(model, state, pass, (i) => {
    if (level.slot[model.c.event_place[i]] === slot) articlesOf(model, i).forEach((a) => articles.add(a));
  });
  return articles;
}

/**
 * Folium's markers look for their pictures beside the style sheet; here they are in the page.
 * @param {typeof import('leaflet')} L
 * @param {{icon: string, icon2x: string, shadow: string}} pictures data addresses
 */
export const keepIcons = (L, pictures) => iconsInside(L, pictures);
