// The whole page around the map: panel, lists, time line, take-away, address, languages, keyboard.
import { byId, el, input, onTyping } from './dom.js';
import { dayText, iso } from './dates.js';
import { fromAddress, toAddress } from './address.js';
import { makeAbout } from './about.js';
import { makeEventLists } from './eventlist.js';
import { makePanel } from './panel.js';
import { makeSources } from './sources.js';
import { makeTimeline } from './timeline.js';
import { makeLegend } from './legend.js';
import { findEvents } from './search.js';
import { LANGUAGES, sayIn } from './strings.js';
import { readTheme } from './theme.js';
import { openState } from './filter.js';
import { exported, save } from './takeaway.js';
import { picture } from './picture.js';
import { installMeasure } from './measure.js';

/**
 * @param {typeof import('leaflet')} L
 * @param {any} page
 * @param {MapLayer} layer
 * @param {import('leaflet').GridLayer | null} base
 * @param {number} began when the script began, in milliseconds of the page
 */
export function startPage(L, page, layer, base, began) {
  const { store, map } = page;
  const { head } = store.model;
  let eventLink = '';
  const toast = makeToast();
  page.toast = toast;
  map.attributionControl?.setPrefix('<a href="https://leafletjs.com" target="_blank" rel="noopener noreferrer">Leaflet</a>');
  L.control.scale({ position: 'bottomleft', imperial: false }).addTo(map);
  const view = fromAddress(location.hash, store);
  page.lang = sayIn(view.language && LANGUAGES.includes(/** @type {any} */ (view.language)) ? view.language : 'en');
  if (view.theme === 'dark' || view.theme === 'light') document.documentElement.dataset.theme = view.theme;
  page.theme = readTheme();
  if (view.zoom !== undefined) map.setView([view.lat ?? 0, view.lon ?? 0], view.zoom, { animate: false });
  else fit();
  translate();
  makePanel(page);
  makeSources(page);
  makeEventLists(page);
  makeAbout(page);
  makeLegend(page);
  const timeline = makeTimeline(page);
  search();
  controls();
  keyboard(page, layer);
  page.told = (/** @type {EventRecord | null} */ record) => {
    eventLink = record ? `${record.row}.${record.id}` : '';
    writeAddress();
  };
  page.link = (/** @type {EventRecord} */ record) => {
    page.told(record);
    copyAddress();
  };
  store.on('settled', writeAddress);
  store.on('now', announce);
  map.on('moveend', writeAddress);
  store.refresh();
  store.useZoom(map.getZoom());
  timeline.draw();
  layer.redraw();
  store.settle();
  installMeasure(page, layer, began);
  if (view.event) openLinked(view.event);

  /** Shows everything that is drawn. */
  function fit() {
    if (!head.bounds) return;
    const [west, south, east, north] = head.bounds;
    map.fitBounds([[south, west], [north, east < west ? east + 360 : east]], { padding: [36, 36], maxZoom: 9, animate: false });
  }

  /** Words that stand in the page's HTML. */
  function translate() {
    document.documentElement.lang = page.lang.language;
    for (const node of document.querySelectorAll('[data-say]')) node.textContent = page.lang.say(node.getAttribute('data-say') ?? '');
    for (const node of document.querySelectorAll('[data-label]')) {
      const text = page.lang.say(node.getAttribute('data-label') ?? '');
      node.setAttribute('aria-label', text);
      if (node.tagName !== 'SELECT' && node.hasAttribute('data-tip')) node.setAttribute('title', text);
    }
    for (const node of document.querySelectorAll('[data-hint]')) node.setAttribute('placeholder', page.lang.say(node.getAttribute('data-hint') ?? ''));
    map.getContainer().setAttribute('aria-label', page.lang.say('mapLabel'));
    map.getContainer().setAttribute('role', 'application');
  }

  function announce() {
    const { state, counts } = store;
    const values = { n: counts.shown, all: head.events, a: dayText(head.day0 + state.first, page.lang.language), b: dayText(head.day0 + state.end - 1, page.lang.language) };
    byId('gm-live').textContent = page.lang.say('announced', values);
    byId('gm-printed').textContent = page.lang.say('printed', values);
  }

  function writeAddress() {
    const at = map.getCenter();
    const theme = document.documentElement.dataset.theme ?? '';
    const text = toAddress(store, { zoom: map.getZoom(), lat: at.lat, lon: at.lng, language: page.lang.language, theme, event: eventLink });
    try {
      history.replaceState(null, '', `#${text}`);
    } catch {
      // A page inside a notebook's frame has no address of its own.
    }
  }

  function copyAddress() {
    writeAddress();
    const done = navigator.clipboard?.writeText(location.href);
    if (!done) toast(page.lang.say('copyFailed'));
    else done.then(() => toast(page.lang.say('copied')), () => toast(page.lang.say('copyFailed')));
  }

  /** @param {string} link row and id of an event: the row is tried first, then all ids */
  async function openLinked(link) {
    const row = parseInt(link, 10);
    const id = link.slice(link.indexOf('.') + 1);
    const found = (await page.texts.event.row(row))?.id === id ? row : await rowOfId(page.texts.event, id);
    if (found < 0 || found >= head.events) return;
    await page.open([store.model.c.event_place[found]], [found], 0);
  }

  function search() {
    const box = input('gm-find');
    const said = byId('gm-found');
    const run = onTyping(box, async (query, isStale) => {
      said.textContent = query ? page.lang.say('searching') : '';
      const found = query ? await findEvents(page, query, isStale) : null;
      if (isStale()) return;
      store.change({ query, found });
      said.textContent = found ? page.lang.say('foundEvents', { n: found.reduce((n, hit) => n + hit, 0) }) : '';
    });
    if (store.state.query) {
      box.value = store.state.query;
      run();
    }
    byId('gm-reset').onclick = () => {
      box.value = '';
      restore(store.state, openState(store.model));
      run();
    };
  }

  function controls() {
    const take = /** @type {HTMLSelectElement} */ (byId('gm-exp'));
    take.onchange = async () => {
      const what = take.value;
      take.selectedIndex = 0;
      const { state } = store;
      const name = `events_${iso(head.day0 + state.first)}_${iso(head.day0 + state.end - 1)}`;
      if (what === 'geojson' || what === 'csv') save(await exported(page, what), `${name}.${what}`);
      else if (what === 'png') save(await picture(page, base), `${name}.png`);
      else if (what === 'link') copyAddress();
      else if (what === 'print') window.print();
    };
    const language = /** @type {HTMLSelectElement} */ (byId('gm-lang'));
    language.value = page.lang.language;
    language.onchange = () => {
      page.lang = sayIn(language.value);
      writeAddress();
      location.reload();
    };
    const recolour = () => {
      page.theme = readTheme();
      base?.redraw();
      timeline.draw();
      layer.redraw();
    };
    byId('gm-theme').onclick = () => {
      const root = document.documentElement;
      root.dataset.theme = getComputedStyle(root).colorScheme.includes('dark') ? 'light' : 'dark';
      recolour();
      writeAddress();
    };
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour);
    byId('gm-fold').onclick = () => {
      const folded = byId('gm').classList.toggle('gm-folded');
      byId('gm-fold').setAttribute('aria-expanded', String(!folded));
      map.invalidateSize();
    };
  }
}

/**
 * Sets the state back in place: others hold its arrays.
 * @param {any} state
 * @param {any} fresh
 */
function restore(state, fresh) {
  for (const [key, value] of Object.entries(fresh)) {
    if (value instanceof Uint8Array && state[key] instanceof Uint8Array) state[key].set(value);
    else state[key] = value;
  }
}

/**
 * @param {TextStore} store
 * @param {string} id
 */
async function rowOfId(store, id) {
  if (!store.fields.includes('id')) return -1;
  for (let k = 0; k < store.blocks; k++) {
    const at = (await store.block(k)).id.indexOf(id);
    if (at >= 0) return k * store.per + at;
  }
  return -1;
}

/**
 * M and Shift+M step through the marks, Enter opens one, / goes to the search.
 * @param {any} page
 * @param {MapLayer} layer
 */
function keyboard(page, layer) {
  const box = page.map.getContainer();
  box.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.target !== box) return;
    if (event.key.toLowerCase() === 'm') {
      const mark = layer.step(event.shiftKey ? -1 : 1);
      page.point(mark, mark ?? { x: 0, y: 0 });
      if (mark) byId('gm-live').textContent = box.querySelector('.gm-tip')?.textContent ?? '';
    } else if (event.key === 'Enter' && layer.focused) {
      event.preventDefault();
      page.openMark(layer.focused).then(() => box.querySelector('.gm-card button, .gm-card a')?.focus());
    } else if (event.key === 'Escape') {
      layer.focused = null;
      page.point(null, { x: 0, y: 0 });
      layer.redraw();
    }
  });
  box.addEventListener('blur', () => page.point(null, { x: 0, y: 0 }));
  page.map.on('popupclose', () => box.focus({ preventScroll: true }));
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof Element && event.target.matches('input, select, textarea');
    if (event.key === 'Escape' && box.querySelector('.leaflet-popup')) page.close();
    if (isTyping || event.key !== '/') return;
    event.preventDefault();
    byId('gm-find').focus();
  });
}

/** @returns {(text: string) => void} */
function makeToast() {
  const box = el('div', 'gm-toast');
  box.setAttribute('role', 'status');
  byId('gm').append(box);
  let timer = 0;
  return (text) => {
    box.textContent = text;
    clearTimeout(timer);
    timer = window.setTimeout(() => box.replaceChildren(), 4000);
  };
}
