// What every part shares: one frozen object. Parts read it, change what is looked at by `look`, and return what they offer
// to the others; only the files that make the parts join their offers to it.
import { makeStore } from './data/store.js';
import { readTheme, stylesOf } from './map/theme.js';
import { sayIn } from './text/strings.js';

/**
 * What the parts share, whether there is a whole page around the map or only the map.
 * @param {MapLayer} layer
 * @param {{map: import('leaflet').Map, model: Model, basemap: Basemap | null, texts: Texts}} data
 * @param {Offers} offers of the map alone
 * @returns {{page: Page, join: (offered: Partial<Offers>) => void}} `join` adds what a part offers, in the place of what was offered
 */
export function makePage(layer, { map, model, basemap, texts }, offers) {
  const store = makeStore(model);
  /** @type {Seen} */
  const seen = Object.seal({
    lang: sayIn('en'),
    theme: readTheme(),
    tiled: false,
    chosen: -1,
    pointed: new Set(),
    pointedArticles: new Set(),
    bars: null,
    home: null,
  });
  const offered = { ...offers };

  /** @type {Page} */
  const page = {
    store,
    texts,
    basemap,
    map,
    styles: stylesOf(model.head.types),
    look: (patch) => void Object.assign(seen, patch),
    redraw: () => layer.later(),
    get lang() {
      return seen.lang;
    },
    get theme() {
      return seen.theme;
    },
    get tiled() {
      return seen.tiled;
    },
    get chosen() {
      return seen.chosen;
    },
    get pointed() {
      return seen.pointed;
    },
    get pointedArticles() {
      return seen.pointedArticles;
    },
    get bars() {
      return seen.bars;
    },
    get home() {
      return seen.home;
    },
    get records() {
      return offered.records;
    },
    get story() {
      return offered.story;
    },
    get read() {
      return offered.read;
    },
    find: (query) => offered.find(query),
    toast: (text) => offered.toast(text),
    show: (card, place, of = model) => offered.show(card, place, of),
    close: () => offered.close(),
    link: (record) => offered.link(record),
    open: (places, events, at) => offered.open(places, events, at),
    openMark: (mark) => offered.openMark(mark),
    point: (mark, at) => offered.point(mark, at),
    pointArticles: () => offered.pointArticles(),
    pointText: (places) => offered.pointText(places),
    told: (record) => offered.told(record),
    bring: (place, of) => offered.bring(place, of),
    zoomTo: (places, of = model) => offered.zoomTo(places, of),
    onlyArticle(article) {
      store.state.articles.fill(0)[article] = 1;
      page.close();
      store.refresh();
    },
    hideArticle(article) {
      store.state.articles[article] = 0;
      page.close();
      store.refresh();
    },
    shade({ change }) {
      page.close();
      store.compared = change;
      layer.later();
      offered.shaded();
    },
    closed() {
      seen.chosen = -1;
      if (offered.records) offered.records.chosen = -1;
      page.told(null);
      layer.later();
    },
  };
  return { page: Object.freeze(page), join: (more) => void Object.assign(offered, more) };
}

/** What a map without a page around it offers: nothing but what each map has. */
export const NOTHING = Object.freeze({
  records: null,
  story: null,
  read: null,
  find() {},
  toast: (/** @type {string} */ text) => console.info(text),
  show() {},
  close() {},
  link() {},
  open: async () => {},
  openMark: async () => {},
  point() {},
  pointArticles() {},
  pointText() {},
  told() {},
  bring() {},
  zoomTo() {},
  shaded() {},
});
