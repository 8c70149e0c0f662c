// The whole page around the map: panel, lists, time line, take-away, address, languages, keyboard.
import { byId, el, input, onTyping, write } from './text/dom.js';
import { dayText } from './text/dates.js';
import { fromAddress, toAddress } from './data/address.js';
import { makeAbout } from './panel/about.js';
import { makeEventLists } from './panel/eventlist.js';
import { makePanel } from './panel/panel.js';
import { makeSources } from './panel/sources.js';
import { makeTimeline } from './panel/timeline.js';
import { makeLegend } from './panel/legend.js';
import { allowParts, keepHome, openMap, openOnShown, setWindow, settleHome } from './panel/opening.js';
import { findEvents, takenAs } from './data/search.js';
import { tellTaken } from './panel/taken.js';
import { sayIn } from './text/strings.js';
import { readTheme } from './map/theme.js';
import { openState, rangeText } from './data/filter.js';
import { makeDoubt } from './panel/doubt.js';
import { makeChips } from './panel/chips.js';
import { makeControls } from './panel/controls.js';
import { makeCredit } from './panel/credit.js';
import { makeDesk } from './panel/desk.js';
import { makeLasso } from './panel/lasso.js';
import { makePlaces } from './panel/placespanel.js';
import { makeUndo } from './panel/undo.js';
import { makeDock } from './panel/dock.js';
import { makeFrame } from './panel/frame.js';
import { makeKeyboard } from './panel/keyboard.js';
import { openAsked } from './panel/links.js';
import { preparePrint } from './panel/print.js';
import { makeReading } from './panel/reading.js';
import { makeStory } from './panel/story.js';
import { addressOf, askedView, viewPart } from './text/storytext.js';
import { parts } from './parts.js';
import { makeTiles } from './map/tiles.js';

const ADDRESS_MS = 120; // browsers slow down pages that write their address often

/**
 * @param {typeof import('leaflet')} L
 * @param {Page} page
 * @param {(offered: Partial<Offers>) => void} join
 * @param {MapLayer} layer
 * @param {BaseLayer | null} base
 * @param {number} began when the script began, in milliseconds of the page
 */
export async function startPage(L, page, join, layer, base, began) {
  const { store, map } = page;
  const { head } = store.model;
  const hasMachine = store.model.c.event_state.some((/** @type {number} */ state) => (state & 7) === 0);
  const { records } = page;
  const link = { event: '', record: '' };
  let writing = 0;
  join(makeDock(page));
  const toast = makeToast();
  join({ toast });
  L.control.scale({ position: 'bottomleft', imperial: false, maxWidth: 130 }).addTo(map);
  const asked = askedView(head.story, location.hash);
  const view = fromAddress(asked >= 0 ? ofReader(addressOf(head.story, asked)) : location.hash, store);
  store.state.among = records && records.among(store.state.join);
  page.look({ lang: sayIn(view.language ?? 'en') });
  wear(view.theme);
  page.look({ theme: readTheme() });
  // before the window is set: they take height from the map
  translate();
  makeCredit(L, page);
  const timeline = makeTimeline(page);
  if (asked >= 0) byId('gm').classList.add('gm-telling'); // so that the map has the size it will have
  map.invalidateSize({ animate: false, pan: false });
  allowParts(page);
  if (!setWindow(map, view, asked >= 0 ? 'framed' : '')) openMap(page);
  const tiles = makeTiles(L, page, base, { choice: view.base, chosen: writeAddress });
  makePanel(page);
  makeDoubt(page);
  records?.panel();
  await Promise.all([store, records?.store].map((one) => one?.prepare(map.getZoom())));
  store.refresh();
  openOnShown(page, view.zoom);
  store.weigh(view.size ?? '');
  await pause();
  tiles.begin();
  await pause();
  const { shown: showWords, ...reading } = makeReading(page);
  join(reading);
  join(makeSources(page));
  const lists = makeEventLists(page);
  join(makeLegend(page));
  join({ find: search() });
  makeChips(page);
  const recolour = () => {
    page.look({ theme: readTheme() });
    base?.redraw();
    timeline.draw();
    layer.redraw();
  };
  const print = preparePrint(page);
  makeControls(page, { lists, address: { write: writeAddress, writeNow, copy: copyAddress }, recolour, print });
  makeKeyboard(page, layer);
  makePlaces(page);
  const story = makeStory(page, { follow: (address) => follow(ofReader(address), 'glided'), told: writeAddress });
  join({ story });
  const desk = makeDesk(page, view.desk ?? '', () => writeAddress(), {
    tell: story.tell,
    address: () => viewPart(written()).replace(/&?x=s[^&]*/, ''),
    show: (address) => follow(ofReader(address), 'drafted'),
  });
  makeLasso(L, page);
  makeFrame(page);
  page.redraw(); // names step aside for the controls that stand now
  byId('gm-legend').addEventListener('toggle', page.redraw);
  await pause();
  makeAbout(page);
  const resized = () => map.invalidateSize({ animate: false, pan: false });
  new ResizeObserver(() => keepHome(page, resized)).observe(byId('gm-mapbox'));
  const told = (/** @type {EventRecord | OtherRecord | null} */ shown) => {
    Object.assign(link, { event: '', record: '' });
    showWords(shown && !('dataset' in shown) ? shown.row : -1);
    if (shown) link['dataset' in shown ? 'record' : 'event'] = `${shown.row}.${shown.id}`;
    writeAddress();
  };
  const copyLink = (/** @type {EventRecord | OtherRecord} */ shown) => {
    told(shown);
    copyAddress();
  };
  join({ told, link: copyLink });
  store.on('settled', writeAddress);
  store.on('settled', announce);
  byId('gm-legend').addEventListener('change', writeAddress);
  map.on('moveend', writeAddress);
  store.settle();
  if (view.zoom === undefined) settleHome(page);
  tellReady(page, layer, began);
  makeUndo(page, (state) => {
    page.close();
    restore(store.state, state);
    store.state.among = records && records.among(store.state.join);
    page.find(store.state.query);
    store.refresh();
    store.settle();
  });
  void openAsked(page, view);
  story.begin(asked);
  window.addEventListener('hashchange', followAddress);

  /** Words that stand in the page's HTML. */
  function translate() {
    document.documentElement.lang = page.lang.language;
    byId('gm-machine').dataset.say = hasMachine ? 'machine' : 'notExhaustive';
    for (const node of document.querySelectorAll('[data-say]'))
      node.textContent = page.lang.say(node.getAttribute('data-say') ?? '');
    for (const node of document.querySelectorAll('[data-label]')) {
      const text = page.lang.say(node.getAttribute('data-label') ?? '');
      node.setAttribute('aria-label', text);
      if (node.tagName !== 'SELECT' && node.hasAttribute('data-tip')) node.setAttribute('title', text);
    }
    for (const node of document.querySelectorAll('[data-hint]'))
      node.setAttribute('placeholder', page.lang.say(node.getAttribute('data-hint') ?? ''));
    map.getContainer().setAttribute('aria-label', page.lang.say('mapLabel'));
    map.getContainer().setAttribute('role', 'application');
  }

  function announce() {
    const { state, counts } = store;
    const values = {
      n: counts.low < counts.shown ? rangeText(page.lang, counts.low, counts.shown) : counts.shown,
      all: head.events,
      a: dayText(head.day0 + state.first, page.lang.language),
      b: dayText(head.day0 + state.end - 1, page.lang.language),
    };
    const more = records ? ` · ${records.text()}` : '';
    write(byId('gm-live'), page.lang.say('announced', values) + more);
  }

  function writeAddress() {
    clearTimeout(writing);
    writing = window.setTimeout(writeNow, ADDRESS_MS);
  }

  function writeNow() {
    clearTimeout(writing);
    const told = story.view();
    const text = told >= 0 ? ofReader(`st=${told + 1}`, isEmbedAsked()) : written();
    try {
      history.replaceState(null, '', `#${text}`);
    } catch {
      // A page inside a notebook's frame has no address of its own.
    }
  }

  /** The view that is shown, as an address. */
  function written() {
    // The middle of the pixels that are shown: the map's own centre may lie half a pixel off, where a digit decides between two windows.
    const at = map.containerPointToLatLng(map.getSize().divideBy(2));
    const theme = document.documentElement.dataset.theme ?? '';
    return toAddress(store, {
      zoom: map.getZoom(),
      lat: at.lat,
      lon: at.lng,
      language: page.lang.language,
      theme,
      base: tiles.choice(),
      embed: isEmbedAsked(),
      desk: desk?.address(),
      ...link,
    });
  }

  /**
   * An address with the reader's own language and colours.
   * @param {string} address of a view of a story
   * @param {boolean} [embed]
   */
  function ofReader(address, embed) {
    const theme = document.documentElement.dataset.theme ?? /(?:^#?|&)y=(\w+)/.exec(location.hash)?.[1] ?? '';
    const language =
      page.lang.language === 'en' ? (/(?:^#?|&)l=(\w+)/.exec(location.hash)?.[1] ?? '') : page.lang.language;
    return [embed && 'embed', address, language && language !== 'en' && `l=${language}`, theme && `y=${theme}`]
      .filter(Boolean)
      .join('&');
  }

  function isEmbedAsked() {
    return /(?:^#?|&)embed(?:&|$)/.test(location.hash);
  }

  /** Shows what an address asks for that was put into the bar of the open page. */
  function followAddress() {
    if (!story.asked(location.hash)) follow(location.hash);
  }

  /**
   * @param {string} address
   * @param {import('./panel/opening.js').Framing} [how]
   */
  function follow(address, how = '') {
    page.close();
    restore(store.state, openState(store.model));
    const asked = fromAddress(address, store);
    if ((asked.language ?? 'en') !== page.lang.language) {
      location.reload();
      return;
    }
    store.state.among = records && records.among(store.state.join);
    delete document.documentElement.dataset.theme;
    wear(asked.theme);
    recolour();
    const isSet = setWindow(map, asked, how);
    page.find(store.state.query);
    store.refresh();
    if (!isSet && how) openMap(page);
    if (how !== 'drafted') desk.restore(asked.desk ?? '');
    store.weigh(asked.size ?? '');
    void openAsked(page, asked);
  }

  /** @param {string} [text] something else than the address */
  function copyAddress(text) {
    writeNow();
    const done = navigator.clipboard?.writeText(text ?? location.href);
    if (!done) toast(page.lang.say('copyFailed'));
    else
      done.then(
        () => toast(page.lang.say(text ? 'copiedCode' : 'copied')),
        () => toast(page.lang.say('copyFailed')),
      );
  }

  /** @returns {(query: string) => void} searches for other words */
  function search() {
    const box = input('gm-find');
    const said = byId('gm-found');
    const run = onTyping(box, async (query, isStale) => {
      said.textContent = query ? page.lang.say('searching') : '';
      const found = query ? await findEvents(page, query, isStale) : null;
      const m = (await records?.search(query, isStale)) ?? 0;
      if (isStale()) return;
      store.change({ query, found });
      tellTaken(page, query, query ? takenAs(store.model, query) : null);
      said.textContent = found
        ? page.lang.say(records ? 'foundBoth' : 'foundEvents', { n: found.reduce((n, hit) => n + hit, 0), m })
        : '';
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
    return (query) => {
      box.value = query;
      run();
    };
  }
}

/**
 * Two frames later everything stands.
 * @param {Page} page
 * @param {MapLayer} layer
 * @param {number} began
 */
function tellReady(page, layer, began) {
  parts.measure?.(page, layer, began);
  requestAnimationFrame(() => requestAnimationFrame(() => (byId('gm').dataset.ready = '1')));
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
    if (value instanceof Uint8Array && state[key] instanceof Uint8Array && value.length === state[key].length)
      state[key].set(value);
    else state[key] = value;
  }
}

/** @param {string | undefined} theme */
function wear(theme) {
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
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
