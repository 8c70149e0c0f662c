// Starts the page: reads the data, makes the parts, ties them to the one state.
import { fromAscii, inflate } from './data/bytes.js';
import { byId, el } from './text/dom.js';
import { makeModel } from './data/model.js';
import { makeStore } from './data/store.js';
import { blockReader, textStore } from './data/texts.js';
import { readBasemap } from './map/basemap.js';
import { makeLayer } from './map/layer.js';
import { makeBase } from './map/base.js';
import { iconsInside, keepStill, openPopup } from './map/popup.js';
import { readTheme, stylesOf } from './map/theme.js';
import { sayIn } from './text/strings.js';
import { makeCard, titleOf } from './panel/card.js';
import { mainType } from './map/draw.js';
import { eventLines } from './panel/eventlist.js';
import { eachShown, stretchFor } from './data/filter.js';
import { kindText } from './text/kinds.js';
import { hexText } from './panel/hextext.js';
import { lonNear } from './data/project.js';
import { articlesOf, isDrawn } from './data/model.js';
import { dotted } from './text/names.js';
import { startPage } from './page.js';
import { clearFrame } from './panel/frame.js';
import { parts } from './parts.js';
import { rest as restReading } from './data/rest.js';
import { blocksBeside, fileReader, handOver, MissingPart, tellMissing, watchMissing } from './data/sidecar.js';

const POINT_MOST = 2000; // events: the sources of more are no answer to a pointer
const POINT_MS = 90; // a pointer that only passes over a mark does not make the list of sources look for its articles

/**
 * The layer of a Folium map: can be added at once, draws when its data is read.
 * @param {typeof import('leaflet')} L
 * @param {string} prefix begins the ids of the elements that hold its data
 */
export const eventLayer = (L, prefix) =>
  makeEventLayer(L, prefix, async ({ store, map, records }) => {
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
  return makeEventLayer(L, prefix, (page, layer) => {
    const base = page.basemap && makeBase(L, page.basemap, () => page.theme);
    startPage(L, page, layer, base, began);
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
 * @param {(page: ReturnType<typeof makePage>, layer: MapLayer) => void} start
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
    const page = makePage(L, map, layer, data);
    if (data.model.head.files) watchMissing(() => page.lang);
    acts.mark = (mark) => void page.openMark(mark);
    acts.point = page.point;
    layer.attach(page);
    start(page, layer);
  });
  return layer;
}

/** @param {unknown} error @returns {null} */
function broken(error) {
  if (!(error instanceof MissingPart)) throw error;
  tellMissing(error, sayIn(navigator.language.slice(0, 2)));
  return null;
}

/** @param {string} prefix */
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
 * What the parts share, whether there is a whole page around the map or only the map.
 * @param {typeof import('leaflet')} L
 * @param {import('leaflet').Map} map
 * @param {MapLayer} layer
 * @param {Awaited<ReturnType<typeof readData>>} data
 */
function makePage(L, map, layer, { model, basemap, texts, others }) {
  const store = makeStore(model);
  const tip = el('div', 'gm-tip');
  tip.hidden = true;
  map.getContainer().append(tip);
  const page = {
    store,
    texts,
    basemap,
    tiled: false,
    /** @type {Records | null} */ records: null,
    map,
    styles: stylesOf(model.head.types),
    theme: readTheme(),
    lang: sayIn('en'),
    /** @type {Set<number>} */ pointed: new Set(),
    /** @type {Set<number>} */ pointedArticles: new Set(),
    /** @type {Page['reading']} */ reading: undefined,
    chosen: -1,
    redraw: () => layer.later(),
    /** @type {Page['drawn']} */ drawn: undefined,
    /** @type {Page['shade']} */ shade({ change }) {
      page.close();
      store.compared = change;
      layer.later();
      page.drawn?.();
    },
    pointArticles: () => {},
    /** @type {(query: string) => void} */ find: () => {},
    toast: (/** @type {string} */ text) => console.info(text),
    close: () => void map.closePopup(),
    /** @type {(record: EventRecord | OtherRecord) => void} */ link: () => {},
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
    /** @type {(record: EventRecord | OtherRecord | null) => void} */ told: () => {},
    closed() {
      page.chosen = -1;
      if (page.records) page.records.chosen = -1;
      page.told(null);
      layer.later();
    },

    /**
     * @param {HTMLElement} card
     * @param {number} place
     * @param {Model} [of] the model that the place is of
     */
    show(card, place, of = model) {
      const { lat, lng } = map.getCenter();
      openPopup(
        L,
        map,
        card,
        !isDrawn(of, store.state, place) ? [lat, lng] : [of.lat(place), lonNear(of.lon(place), lng)],
      );
    },

    /** @param {Mark} mark */
    async openMark(mark) {
      const { records } = page;
      const from = mark.isRecord && records ? records.store : store;
      const places = mark.places ?? [mark.slot, ...(mark.also ?? [])].flatMap((slot) => placesOf(from, slot));
      await (from === store ? page : /** @type {Records} */ (records)).open(places, eventsAt(from, places), 0);
    },

    /**
     * Moves the map only where a place lies outside the window.
     * @param {number} p
     * @param {Model} of
     */
    bring(p, of) {
      if (!isDrawn(of, store.state, p)) return;
      const at = L.latLng(of.lat(p), lonNear(of.lon(p), map.getCenter().lng));
      if (!map.getBounds().contains(at)) map.setView(at, map.getZoom(), { animate: false });
    },

    /** @param {number[]} all @param {Model} [of] */
    zoomTo(all, of = model) {
      page.close();
      const middle = lonNear(of.lon(all[0]), map.getCenter().lng);
      map.fitBounds(L.latLngBounds(all.map((p) => [of.lat(p), lonNear(of.lon(p), middle)])).pad(0.2), {
        maxZoom: map.getZoom() + 3,
      });
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
        zoomTo: page.zoomTo,
        lines: eventLines(page),
        listed: () => {
          last = null;
          page.chosen = places[0];
          page.told(null);
          layer.later();
        },
        shown: (/** @type {EventRecord} */ record) => {
          last = record;
          page.chosen = record.place;
          page.told(record);
          layer.later();
        },
      };
      /** @type {EventRecord | null} */
      let last = null;
      const card = await makeCard(page, { places, events, at }, acts);
      page.show(card, places[0]);
      if (last)
        acts.shown(last); // a card that was open before has said that it closed
      else acts.listed();
    },

    /**
     * @param {Mark | null} mark
     * @param {{x: number, y: number}} at
     */
    point(mark, at) {
      tip.hidden = !mark;
      const pointed = mark?.isRecord ? null : mark;
      if (pointed?.place !== pointedPlace) pointLater(pointed);
      pointedPlace = pointed?.place;
      if (!mark) return;
      const { lang, records } = page;
      const [left, top] = [
        Math.min(at.x + 14, map.getSize().x - 260),
        at.y > map.getSize().y - 70 ? at.y - 60 : at.y + 14,
      ];
      tip.style.left = `${left}px`;
      tip.style.top = `${top}px`;
      if (mark.isRecord && records) {
        tip.replaceChildren(
          el('b', '', titleOf({ store: records.store, lang }, [mark.place])),
          el('div', '', records.tip(mark)),
        );
        return;
      }
      if (mark.places) {
        tip.replaceChildren(el('b', '', titleOf(page, mark.places)), el('div', '', hexText(page, mark)));
        return;
      }
      const many = mark.n === 1 ? lang.say('oneEvent') : lang.say('countEvents', { n: mark.n });
      const type = kindText(lang, model.head.types[mainType(store, mark.slot, page.styles.length)]);
      tip.replaceChildren(
        el('b', '', titleOf(page, [mark.place])),
        el(
          'div',
          '',
          dotted(mark.isGhost && lang.say('status.doubtful'), many, mark.n === 1 ? type : lang.say('mostly', { type })),
        ),
      );
    },
  };
  /** @type {number | undefined} */
  let pointedPlace;
  let timer = 0;
  /** @param {Mark | null | undefined} mark */
  const pointLater = (mark) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      page.pointedArticles = mark && !mark.places && mark.n <= POINT_MOST ? articlesAt(store, mark.slot) : new Set();
      page.pointArticles();
      page.reading?.pointed(new Set(mark ? (mark.places ?? placesOf(store, mark.slot)) : []));
    }, POINT_MS);
  };
  map.on('popupclose', page.closed);
  if (others && parts.records) page.records = parts.records.make(page, others, layer);
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

/** Called by the scripts that lie beside a page. */
export const hand = handOver;

/** Called between the blocks of a large page. */
export const rest = restReading;
