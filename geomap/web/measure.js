// The handle that tests and benchmarks hold: the same doors that the reader's controls use. No page that is given away has it.
import { parts } from './parts.js';

parts.measure = installMeasure;

/**
 * @param {Page} page
 * @param {MapLayer} layer
 * @param {number} began
 */
function installMeasure(page, layer, began) {
  const { store, map } = page;
  const { c, head } = store.model;
  const handle = {
    ready: false,
    map,
    count: head.events,
    stats: { began: Math.round(began), started: Math.round(performance.now()) },
    page,
    /** What is written on the map: names of countries, towns, divisions. */
    get names() {
      return layer.names;
    },
    get shown() {
      return store.counts.shown;
    },
    get marks() {
      return layer.marks
        .filter(({ isRecord }) => !isRecord)
        .map(({ place, x, y, n, r, half = r }) => ({
          name: store.model.strings.place_name[place],
          kind: c.place_kind[place],
          x,
          y,
          n,
          r,
          half,
        }));
    },
    /** The bars as drawn: the days where they begin and end, how many events lie in each, certainly and possibly. */
    get histogram() {
      const { edges, sure, possible } = page.bars ?? { edges: [0], sure: [], possible: [] };
      return { edges: Array.from(edges), sure: Array.from(sure), possible: Array.from(possible) };
    },
    /** The records that are shown, and their diamonds and areas on the map. */
    get records() {
      const { records } = page;
      if (!records) return null;
      const { strings, c: own } = records.model;
      return {
        shown: records.store.counts.shown,
        marks: layer.marks
          .filter(({ isRecord }) => isRecord)
          .map(({ place, x, y, n, r, half = r, hasMatch = false }) => ({
            name: strings.place_name[place],
            kind: own.place_kind[place],
            x,
            y,
            n,
            r,
            half,
            hasMatch,
          })),
      };
    },
    /** @param {number} row */
    async openRecord(row) {
      page.close();
      const { records } = page;
      await records?.open([records.model.c.event_place[row]], [row], 0);
    },
    /**
     * @param {number} a fraction of the whole range
     * @param {number} b
     */
    setRangeFrac(a, b) {
      const first = Math.max(0, Math.round(a * head.days));
      store.change({ first, end: Math.min(head.days, Math.max(first + 1, Math.round(b * head.days))) });
    },
    /** @param {number} i */
    async openEvent(i) {
      page.close();
      await page.open([c.event_place[i]], [i], 0);
    },
  };
  Object.assign(window, { geomap: handle });
  requestAnimationFrame(() => requestAnimationFrame(() => (handle.ready = true)));
}
