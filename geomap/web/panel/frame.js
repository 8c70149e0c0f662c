// The page inside another page: a clean frame, Ctrl or two fingers to zoom, its height told to the page around it.
import { byId, el, write } from '../text/dom.js';
import { filterSentence } from './chips.js';
import { rangeText } from '../data/filter.js';

const ASKED = /(?:^|[?#&])embed(?:=|&|$)/;
const SMALL = { width: 760, height: 620 }; // pixels: a frame smaller than this is clean without being asked
const HINT_MS = 1600;
const TALL = 0.64; // height of the frame by its width
const [LEAST, MOST] = [400, 640]; // pixels of that height

/** Whether the page lies in a frame of another one. */
export const isFramed = () => window.self !== window.top;

/** Whether it is shown as a clean frame: asked for in the address, or small and inside another page. */
export const isEmbedded = () =>
  ASKED.test(location.search) ||
  ASKED.test(location.hash) ||
  (isFramed() && (window.innerWidth < SMALL.width || window.innerHeight < SMALL.height));

/** Clears the frame before the map is measured. */
export function clearFrame() {
  if (isEmbedded()) byId('gm').classList.add('gm-embed', 'gm-folded');
}

/**
 * @param {Page} page
 */
export function makeFrame(page) {
  const { map, store, lang } = page;
  const { head } = store.model;
  write(byId('gm-bar-title'), head.title);
  byId('gm-bar-title').dir = 'auto';
  const count = () =>
    write(
      byId('gm-bar-count'),
      `${rangeText(lang, store.counts.low, store.counts.shown)} ${lang.say('ofEvents', { n: head.events })}`,
    );
  const filter = () => write(byId('gm-bar-filter'), filterSentence(page));
  store.on('now', count);
  store.on('settled', filter);
  count();
  filter();
  if (!isFramed() && !isEmbedded()) return;
  askForCtrl(map, lang);
  // One finger scrolls the article, two move and zoom the map.
  if (matchMedia('(pointer: coarse)').matches) {
    map.dragging.disable();
    askForTwo(lang);
  }
  tellHeight(head.title);
}

/**
 * Says so to one finger that stays on the map.
 * @param {Say} lang
 */
function askForTwo(lang) {
  const tell = hinter(lang.say('twoFingers'));
  byId('gm-mapbox').addEventListener('touchmove', (event) => event.touches.length === 1 && tell(), { passive: true });
}

/**
 * Words over the map that go by themselves.
 * @param {string} text
 */
function hinter(text) {
  const hint = el('div', 'gm-hint', text);
  hint.hidden = true;
  byId('gm-mapbox').append(hint);
  let timer = 0;
  return () => {
    hint.hidden = false;
    clearTimeout(timer);
    timer = window.setTimeout(() => (hint.hidden = true), HINT_MS);
  };
}

/**
 * The wheel scrolls the article around the map; with Ctrl (or the Mac's command key) it zooms the map.
 * @param {import('leaflet').Map} map
 * @param {Say} lang
 */
function askForCtrl(map, lang) {
  const tell = hinter(lang.say('ctrlZoom'));
  byId('gm-mapbox').addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey || event.metaKey || !map.getContainer().contains(/** @type {Node} */ (event.target))) return;
      event.stopPropagation();
      tell();
    },
    { capture: true, passive: true },
  );
}

/**
 * Tells the page around the frame how high it would like to be, as Datawrapper's charts do.
 * @param {string} title
 */
function tellHeight(title) {
  if (!isFramed()) return;
  let told = 0;
  const tell = () => {
    const height = Math.round(
      Math.max(LEAST, Math.min(MOST, window.innerWidth * (window.innerWidth < 500 ? 1.6 : TALL))),
    );
    if (height === told) return;
    told = height;
    window.parent.postMessage({ 'datawrapper-height': { [title]: height } }, '*');
  };
  window.addEventListener('resize', tell);
  tell();
}

/** Lets frames of the article around take the height that they ask for; geomap/output/embed.py says the same. */
const FOLLOW =
  'addEventListener("message",function(e){var h=e.data&&e.data["datawrapper-height"];if(h)document.querySelectorAll("iframe").forEach(function(f){if(f.contentWindow===e.source)f.height=parseInt(Object.values(h)[0],10)})})';

/**
 * What a newsroom pastes into its article.
 * @param {string} title
 * @param {string} address of the page
 */
export function snippet(title, address) {
  const safe = title.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return `\u003ciframe title="${safe}" src="${address.replace(/"/g, '%22')}" style="width:0;min-width:100%;border:0" height="480" loading="lazy">\u003c/iframe>\u003cscript>${FOLLOW}\u003c/script>`;
}
