// Holds the one filter state; everything that is shown is told when it changes.
import { clusterSteps, numberSteps, runToEnd, FIRST_ZOOM, LAST_ZOOM } from './clusters.js';
import { deathsAt } from './weights.js';
import { articleCounts, dayCounts, openState, passing, tally } from './filter.js';

const SETTLE_MS = 150; // lists and address follow when the state rests this long
const AT_ONCE = 30000; // marks that are gathered within a frame
const SLICE_MS = 6; // of a frame, for gathering more marks than that

/**
 * @param {Model} model
 * @returns {Store}
 */
export function makeStore(model) {
  /** @type {Map<number, Level>} */
  const levels = new Map();
  /** @type {Map<number, Promise<void>>} */
  const pending = new Map();
  const pass = new Uint8Array(model.head.events);
  /** @type {Record<StoreNews, (() => void)[]>} */
  const listeners = { now: [], settled: [], level: [] };
  let timer = 0;
  let frame = 0;
  let again = false;
  let size = '';
  /** Until the first zoom is known every place stands for itself, counted but not drawn. */
  let level = unclustered(model);

  /** @param {StoreNews} news */
  const tell = (news) => listeners[news].forEach((listener) => listener());

  const store = {
    model,
    pass,
    state: openState(model),
    /** @type {Tally} */ counts: {
      by: new Uint32Array(0),
      possible: new Uint32Array(0),
      unsure: 0,
      doubtful: 0,
      low: 0,
      slots: new Uint32Array(0),
      types: new Uint32Array(0),
      shown: 0,
      top: 0,
    },
    /** @type {DayCounts} */ days: { sure: new Uint32Array(0), spans: [], doubted: new Uint32Array(0) },
    /** @type {Uint32Array} */ articles: new Uint32Array(model.head.articles),
    /** Hexagons in place of marks; two periods whose change they show. @type {boolean} */ isHexed: false,
    /** Districts in place of marks, hexagons where none is known. */ isShaded: false,
    /** @type {Store['compared']} */ compared: null,
    get level() {
      return level;
    },

    /** @param {StoreNews} news @param {() => void} listener */
    on(news, listener) {
      listeners[news].push(listener);
    },

    /** @param {Partial<State>} patch */
    change(patch) {
      const dates = Object.keys(patch).every((key) => key === 'first' || key === 'end' || key === 'certain');
      Object.assign(store.state, patch);
      recount(dates);
    },

    /** The first count, or all of them anew after arrays of the state were changed in place. */
    refresh() {
      recount(false);
    },

    settle() {
      clearTimeout(timer);
      timer = 0;
      store.articles = articleCounts(model, store.state, pass);
      tell('settled');
    },

    /** @param {string} figure what marks show: d the people killed instead of the events, h in hexagons, a by district */
    weigh(figure) {
      if (figure === size) return;
      size = figure;
      store.isShaded = size.includes('a') && model.districts.length > 0;
      store.isHexed = size.includes('h') && !store.isShaded;
      count();
      tell('now');
    },

    /**
     * Makes the partition of a zoom before anything is shown.
     * @param {number} zoom
     */
    async prepare(zoom) {
      wanted = levelOf(zoom);
      await gather(wanted);
    },

    /** @param {number} zoom */
    useZoom(zoom) {
      const z = (wanted = levelOf(zoom));
      const ready = levels.get(z);
      if (ready === level) return;
      if (ready) {
        level = ready;
        count();
      } else if (model.order.length <= AT_ONCE) {
        levels.set(z, (level = runToEnd(levelSteps(model, z))));
        count();
      } else if (!pending.has(z)) pending.set(z, gather(z));
    },
  };
  let wanted = -1;

  /** @type {{level: Level | null, anchors: Int32Array | null}} */
  const stand = { level: null, anchors: null };
  const anchorsNow = () => {
    if (stand.level !== level) Object.assign(stand, { level, anchors: anchorsIn(model, pass, level) });
    return stand.anchors;
  };

  const count = () => {
    store.counts = {
      ...tally(model, store.state, pass, level, store.counts),
      anchors: anchorsNow(),
      dead: size.includes('d') ? deathsAt(model, store.state, pass, level) : null,
    };
  };

  /** @param {boolean} datesOnly */
  function recount(datesOnly) {
    if (!datesOnly) {
      passing(model, store.state, pass);
      stand.level = null;
      store.days = dayCounts(model, store.state, pass);
    }
    count();
    tellOnceAFrame();
    clearTimeout(timer);
    timer = window.setTimeout(store.settle, SETTLE_MS);
  }

  /** The first change in a frame is shown at once; those that follow in the same frame are shown together, in the next. */
  function tellOnceAFrame() {
    if (frame) {
      again = true;
      return;
    }
    frame = requestAnimationFrame(() => {
      frame = 0;
      if (!again) return;
      again = false;
      tellOnceAFrame();
    });
    tell('now');
  }

  /**
   * Gathers a large level between frames; the map shows the old level until then.
   * @param {number} z
   */
  async function gather(z) {
    const steps = levelSteps(model, z);
    for (;;) {
      const until = performance.now() + SLICE_MS;
      let step = steps.next();
      while (!step.done && performance.now() < until) step = steps.next();
      if (step.done) {
        levels.set(z, step.value);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve));
      if (wanted !== z) break; // the reader has zoomed on
    }
    pending.delete(z);
    if (wanted === z) {
      store.useZoom(z);
      tell('level');
    }
  }

  return store;
}

/**
 * @param {Model} model
 * @param {number} zoom
 * @returns {Generator<void, Level, void>}
 */
function* levelSteps(model, zoom) {
  const level = yield* clusterSteps(model, zoom);
  return model.order.length > AT_ONCE ? yield* numberSteps(model, level) : level;
}

/**
 * Where marks stand when filters leave the place out at which they stood: at the heaviest place that still has events.
 * @param {Model} model
 * @param {Uint8Array} pass
 * @param {Level} level
 * @returns {Int32Array | null} a place for each mark; null while all stand where they stood
 */
function anchorsIn({ c, head, order }, pass, { heads, slot }) {
  if (!pass.includes(0)) return null;
  const { event_place: place } = c;
  const has = new Uint8Array(head.places);
  for (let i = 0; i < pass.length; i++) if (pass[i]) has[place[i]] = 1;
  const anchors = Int32Array.from(heads);
  const isSet = Uint8Array.from(heads, (p) => has[p]);
  for (let k = 0; k < order.length; k++) {
    const s = slot[order[k]];
    if (isSet[s] || !has[order[k]]) continue;
    anchors[s] = order[k];
    isSet[s] = 1;
  }
  return anchors;
}

/** @param {number} zoom of the map */
const levelOf = (zoom) => Math.max(FIRST_ZOOM, Math.min(Math.round(zoom), LAST_ZOOM));

/**
 * @param {Model} model
 * @returns {Level}
 */
function unclustered({ head }) {
  const none = new Float64Array(0);
  return {
    zoom: -1,
    heads: new Uint32Array(0),
    x: none,
    y: none,
    slot: new Uint32Array(head.places),
    size: 1,
    ghosts: { from: 1, heads: new Uint32Array(0), x: none, y: none },
  };
}
