// The whole page around the map: panel, lists, time line, take-away, address, languages, keyboard.
import { byId, el, escaped, input, onTyping, write } from './dom.js';
import { dayText, iso } from './dates.js';
import { fromAddress, toAddress } from './address.js';
import { makeAbout } from './about.js';
import { makeEventLists } from './eventlist.js';
import { makePanel } from './panel.js';
import { makeSources } from './sources.js';
import { makeTimeline } from './timeline.js';
import { makeLegend } from './legend.js';
import { openMap, tellOutside } from './opening.js';
import { findEvents } from './search.js';
import { LANGUAGES, sayIn } from './strings.js';
import { readTheme } from './theme.js';
import { openState } from './filter.js';
import { exported, save } from './takeaway.js';
import { picture } from './picture.js';
import { installMeasure } from './measure.js';
import { LISTED } from './model.js';
import { lonNear } from './project.js';
import { preparePrint } from './print.js';
import { makeTiles } from './tiles.js';

const ADDRESS_MS = 120; // browsers slow down pages that write their address often
const NARROW = 800; // pixels: the style sheet's phone

/**
 * @param {typeof import('leaflet')} L
 * @param {any} page
 * @param {MapLayer} layer
 * @param {BaseLayer | null} base
 * @param {number} began when the script began, in milliseconds of the page
 */
export async function startPage(L, page, layer, base, began) {
  const { store, map } = page;
  const { head } = store.model;
  const hasMachine = store.model.c.event_state.some((/** @type {number} */ state) => (state & 3) === 0);
  const { records } = page;
  const link = { event: '', record: '' };
  let writing = 0;
  makeSheet(page);
  const toast = makeToast();
  page.toast = toast;
  map.attributionControl?.setPrefix('<a href="https://leafletjs.com" target="_blank" rel="noopener noreferrer">Leaflet</a>');
  L.control.scale({ position: 'bottomleft', imperial: false }).addTo(map);
  const view = fromAddress(location.hash, store);
  store.state.among = records && records.among(store.state.join);
  if (view.language && view.language !== 'en' && LANGUAGES.includes(/** @type {any} */ (view.language))) page.lang = sayIn(view.language);
  if (view.theme === 'dark' || view.theme === 'light') document.documentElement.dataset.theme = view.theme;
  page.theme = readTheme();
  if (view.zoom !== undefined) map.setView([view.lat ?? 0, view.lon ?? 0], view.zoom, { reset: true }); // from near its middle Leaflet would move by whole pixels instead
  else openMap(page);
  translate();
  const tiles = makeTiles(L, page, base, { choice: view.base, chosen: writeAddress });
  makePanel(page);
  records?.panel();
  const timeline = makeTimeline(page);
  await Promise.all([store, records?.store].map((one) => one?.prepare(map.getZoom())));
  store.refresh();
  await pause();
  tiles.begin();
  await pause();
  makeSources(page);
  makeEventLists(page);
  makeLegend(page);
  search();
  controls();
  keyboard(page, layer);
  await pause();
  makeAbout(page);
  preparePrint(page);
  credit();
  new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(byId('gm-mapbox'));
  page.told = (/** @type {EventRecord | OtherRecord | null} */ shown) => {
    Object.assign(link, { event: '', record: '' });
    if (shown) link['dataset' in shown ? 'record' : 'event'] = `${shown.row}.${shown.id}`;
    writeAddress();
  };
  page.link = (/** @type {EventRecord | OtherRecord} */ shown) => {
    page.told(shown);
    copyAddress();
  };
  store.on('settled', writeAddress);
  store.on('settled', announce);
  map.on('moveend', writeAddress);
  store.settle();
  if (view.zoom === undefined) tellOutside(page);
  installMeasure(page, layer, began);
  openAsked(page, view);

  /** The licences on the map itself; Leaflet reads attributions as HTML, so the words are escaped. */
  function credit() {
    for (const line of head.notes.licences) map.attributionControl?.addAttribution(escaped(line));
  }

  /** Words that stand in the page's HTML. */
  function translate() {
    document.documentElement.lang = page.lang.language;
    byId('gm-machine').dataset.say = hasMachine ? 'machine' : 'notExhaustive';
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
    const more = records ? ` · ${records.text()}` : '';
    write(byId('gm-live'), page.lang.say('announced', values) + more);
    write(byId('gm-printed'), page.lang.say('printed', values) + more);
  }

  function writeAddress() {
    clearTimeout(writing);
    writing = window.setTimeout(writeNow, ADDRESS_MS);
  }

  function writeNow() {
    clearTimeout(writing);
    // The middle of the pixels that are shown: the map's own centre may lie half a pixel off, where a digit decides between two windows.
    const at = map.containerPointToLatLng(map.getSize().divideBy(2));
    const theme = document.documentElement.dataset.theme ?? '';
    const text = toAddress(store, { zoom: map.getZoom(), lat: at.lat, lon: at.lng, language: page.lang.language, theme, base: tiles.choice(), ...link });
    try {
      history.replaceState(null, '', `#${text}`);
    } catch {
      // A page inside a notebook's frame has no address of its own.
    }
  }

  function copyAddress() {
    writeNow();
    const done = navigator.clipboard?.writeText(location.href);
    if (!done) toast(page.lang.say('copyFailed'));
    else done.then(() => toast(page.lang.say('copied')), () => toast(page.lang.say('copyFailed')));
  }

  function search() {
    const box = input('gm-find');
    const said = byId('gm-found');
    const run = onTyping(box, async (query, isStale) => {
      said.textContent = query ? page.lang.say('searching') : '';
      const found = query ? await findEvents(page, query, isStale) : null;
      const m = (await records?.search(query, isStale)) ?? 0;
      if (isStale()) return;
      store.change({ query, found });
      said.textContent = found ? page.lang.say(records ? 'foundBoth' : 'foundEvents', { n: found.reduce((n, hit) => n + hit, 0), m }) : '';
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
      writeNow();
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

/** Lets the browser paint and answer before the next part is made. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

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
 * Opens the event or the record that the address names.
 * @param {Page} page
 * @param {{event?: string, record?: string}} view
 */
function openAsked({ store, texts, records, open }, { event, record }) {
  if (event) openLinked(texts.event, event, (row) => open([store.model.c.event_place[row]], [row], 0));
  else if (record && records && texts.record) openLinked(texts.record, record, (row) => records.open([records.model.c.event_place[row]], [row], 0));
}

/**
 * @param {TextStore} texts
 * @param {string} link row and id: the row is tried first, then all ids
 * @param {(row: number) => Promise<void>} open
 */
async function openLinked(texts, link, open) {
  const row = parseInt(link, 10);
  const id = link.slice(link.indexOf('.') + 1);
  const found = row < texts.n && (await texts.row(row)).id === id ? row : await rowOfId(texts, id);
  if (found >= 0 && found < texts.n) await open(found);
}

/**
 * @param {TextStore} store
 * @param {string} id
 */
async function rowOfId(store, id) {
  for (let k = 0; k < store.blocks; k++) {
    const at = (await store.column(k, 'id')).indexOf(id);
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
      page.openMark(layer.focused).then(() => /** @type {HTMLElement | null} */ (document.querySelector('.gm-card button, .gm-card a'))?.focus());
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
    if (event.key === 'Escape' && document.querySelector('.gm-card')) page.close();
    if (isTyping || event.key !== '/') return;
    event.preventDefault();
    byId('gm-find').focus();
  });
}

/**
 * A card that has no spot on the map, or no room beside it on a phone, opens in a sheet over the map's edge.
 * @param {any} page
 */
function makeSheet(page) {
  const { map, store } = page;
  const sheet = byId('gm-sheet');
  const popup = { show: page.show, close: page.close };
  byId('gm-sheet-close').onclick = () => page.close();
  page.show = (/** @type {HTMLElement} */ card, /** @type {number} */ place, /** @type {Model} */ of = store.model) => {
    const isDrawn = of.c.place_kind[place] < LISTED;
    if (isDrawn && window.innerWidth > NARROW) {
      sheet.hidden = true;
      popup.show(card, place, of);
      return;
    }
    map.closePopup();
    byId('gm-sheet-body').replaceChildren(card);
    sheet.hidden = false;
    sheet.scrollTop = 0;
    if (isDrawn) map.panInside([of.lat(place), lonNear(of.lon(place), map.getCenter().lng)], { padding: [40, 40], animate: false });
  };
  page.close = () => {
    popup.close();
    if (sheet.hidden) return;
    sheet.hidden = true;
    page.closed();
    map.getContainer().focus({ preventScroll: true });
  };
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
