// A window without a browser, for the tests of modules that make elements; and a whole page in it, of a few events.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Window } from 'happy-dom';
import { starts } from '../../geomap/web/data/model.js';
import { unitX, unitY } from '../../geomap/web/data/project.js';
import { tinyModel, tinyTexts } from './tiny.js';

const SIZE = { width: 1000, height: 640 };
const GLOBALS = ['document', 'location', 'getComputedStyle', 'matchMedia', 'HTMLElement', 'HTMLCanvasElement'];
const MORE = [
  'Element',
  'Node',
  'Event',
  'KeyboardEvent',
  'MouseEvent',
  'CustomEvent',
  'HTMLInputElement',
  'navigator',
];

/** A canvas' context that notes what it was told: [word, ...values]. */
export function drawing() {
  const told = [];
  const known = {
    measureText: (text) => ({ width: 6 * text.length }),
    isPointInPath: () => false,
    patternOf: undefined,
  };
  const context = new Proxy(known, {
    get(own, word) {
      if (Object.hasOwn(own, word)) return own[word];
      return (...values) => {
        told.push([word, ...values]);
        return word === 'createPattern' ? 'a pattern' : undefined;
      };
    },
    set(own, word, value) {
      told.push([word, value]);
      own[word] = value;
      return true;
    },
  });
  return { context, told, words: () => told.filter(([word]) => word === 'fillText').map(([, text]) => text) };
}

/** Makes a window the one that modules see, with the page's own body in it. */
export function openWindow(hash = '') {
  const window = new Window({ url: `https://example.org/map.html${hash}`, ...SIZE });
  const given = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  given('window', window);
  given('L_DISABLE_3D', true);
  for (const name of [...GLOBALS, ...MORE]) given(name, window[name]);
  // as in browsers, and other than here: an address that is replaced tells nobody
  const at = Object.assign(new URL(`https://example.org/map.html${hash}`), { reload() {} });
  given('location', at);
  given('history', { replaceState: (state, title, to) => (at.href = new URL(to, at.href).href) });
  given('requestAnimationFrame', (act) => setTimeout(act));
  given('cancelAnimationFrame', clearTimeout);
  for (const name of ['innerWidth', 'innerHeight']) given(name, name === 'innerWidth' ? SIZE.width : SIZE.height);
  given(
    'ResizeObserver',
    class {
      constructor(tell) {
        this.tell = tell;
      }
      observe(target) {
        setTimeout(() => this.tell([{ target, contentRect: SIZE }]));
      }
      disconnect() {}
    },
  );
  given('Option', function Option(text, value) {
    return Object.assign(document.createElement('option'), { textContent: text, value });
  });
  given('addEventListener', window.addEventListener.bind(window));
  given(
    'Path2D',
    class {
      moveTo() {}
      lineTo() {}
      closePath() {}
      arc() {}
      rect() {}
      roundRect() {}
      addPath() {}
    },
  );
  const box = { x: 0, y: 0, left: 0, top: 0, right: SIZE.width, bottom: SIZE.height, ...SIZE };
  const sizes = {
    clientWidth: SIZE.width,
    offsetWidth: SIZE.width,
    clientHeight: SIZE.height,
    offsetHeight: SIZE.height,
  };
  for (const [name, value] of Object.entries(sizes))
    Object.defineProperty(window.HTMLElement.prototype, name, { get: () => value, configurable: true });
  window.HTMLElement.prototype.getBoundingClientRect = () => box;
  window.HTMLCanvasElement.prototype.getContext = () => drawing().context;
  given(
    'OffscreenCanvas',
    class {
      getContext = () => drawing().context;
      transferToImageBitmap() {}
    },
  );
  document.body.innerHTML = readFileSync(join(import.meta.dirname, '../../geomap/web/page.html'), 'utf8');
  return window;
}

/**
 * Events as [first day, days longer, place, type, article], in order of the first day; places as [longitude, latitude, name].
 */
const EVENTS = [
  [0, 0, 0, 0, 0],
  [1, 0, 0, 1, 1],
  [2, 3, 1, 0, 1],
  [9, 0, 2, 1, 2],
];
const PLACES = [
  [36.2, 50, 'Kharkiv'],
  [30.5, 50.4, 'Kyiv'],
  [33, 47, 'Kherson'],
];

/** The data of a page of four events at three places in three articles; `more` goes to `tinyModel`. */
export function tinyData(more = {}) {
  const places = PLACES.map(([lon, lat]) => [unitX(lon), unitY(lat), 0]);
  const model = tinyModel({ events: EVENTS, places, days: 12, ...more });
  Object.assign(model, {
    lon: (p) => PLACES[p][0],
    lat: (p) => PLACES[p][1],
    reportStart: starts(model.c.event_reports),
  });
  model.strings.place_name = PLACES.map(([, , name]) => name);
  model.head.bounds = [30, 46, 37, 51];
  Object.assign(model.head, { title: 'Four events', borders: { en: 'As recognised.' }, undated: 0 });
  const articles = ['First', 'Second', 'Third'].map((title, k) => ({
    id: `a${k}`,
    title,
    url: `https://example.org/${k}`,
  }));
  const events = EVENTS.map((_, i) => ({ id: `e${i}` }));
  const reports = EVENTS.map((event, i) => ({ quote: `They said so ${i}.`, marks: '', claimant: '' }));
  const texts = {
    report: tinyTexts(reports),
    event: tinyTexts(events),
    article: tinyTexts(articles),
    area: tinyTexts([]),
    reject: tinyTexts([]),
    ...more.texts,
  };
  return { model, basemap: null, texts, others: null };
}

/** A whole page of a few events, as a browser would have it two frames after it was opened. */
export async function openPage({ hash = '', data = tinyData() } = {}) {
  const window = openWindow(hash);
  const L = await import('leaflet/dist/leaflet-src.esm.js');
  const { makeMapPage } = await import('../../geomap/web/app.js');
  const { makeLayer } = await import('../../geomap/web/map/layer.js');
  const { startPage } = await import('../../geomap/web/page.js');
  const element = document.createElement('div');
  document.getElementById('gm-mapbox').prepend(element);
  const map = L.map(element, { center: [49, 33], zoom: 6, zoomAnimation: false, fadeAnimation: false });
  let made;
  const layer = makeLayer(L, {
    pick: (mark) => made.page.openMark(mark),
    point: (mark, at) => made.page.point(mark, at),
  });
  layer.addTo(map);
  made = makeMapPage(L, map, layer, data);
  layer.attach(made.page);
  await startPage(L, made.page, made.join, layer, null, 0);
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { window, L, layer, ...made, text: (id) => document.getElementById(id).textContent };
}
