// The list of events in view, and of those that no point on the map can stand for.
import { byId, el } from './dom.js';
import { intervalText } from './dates.js';
import { eachShown, isCertain } from './filter.js';
import { around, firstDay, LISTED, UNPLACED } from './model.js';
import { countryName } from './card.js';
import { makeList } from './vlist.js';
import { sign } from './theme.js';

const ROW = 76; // pixels
const MOST = 50000; // rows of a list

/** @param {Page} page */
export function makeEventLists(page) {
  const { store } = page;
  const seen = makeList(byId('gm-evlist'), ROW, (i) => row(page, i));
  const unmapped = makeList(byId('gm-unlist'), ROW, (i) => row(page, i));
  const hasUnmapped = store.model.c.place_kind.some((kind) => kind >= LISTED);
  const isUnmapped = (/** @type {number} */ p) => store.model.c.place_kind[p] >= LISTED;
  store.on('settled', showUnmapped);
  store.on('settled', showSeen);
  page.map.on('moveend', showSeen);
  document.addEventListener('gm-tab', () => {
    showUnmapped();
    showSeen();
  });

  function showUnmapped() {
    const { lang } = page;
    const off = hasUnmapped ? listed(page, isUnmapped) : [];
    byId('gm-uncount').textContent = lang.say('countEvents', { n: off.length });
    byId('gm-untab').dataset.n = off.length ? lang.number(off.length) : '';
    if (!byId('gm-tab-un').hidden) unmapped.set(off);
  }

  function showSeen() {
    if (byId('gm-tab-ev').hidden) return;
    const inView = listed(page, insideOf(page));
    byId('gm-ecount').textContent = page.lang.say('eventsInView', { n: inView.length }) + (inView.length === MOST ? '+' : '');
    seen.set(inView);
  }
}

/**
 * Whether a place lies in the map's window; an area counts by any part of its box.
 * @param {Page} page
 * @returns {(place: number) => boolean}
 */
function insideOf({ map, store: { model } }) {
  const b = map.getBounds();
  const world = 256 * 2 ** map.getZoom();
  const nw = map.project(b.getNorthWest());
  const se = map.project(b.getSouthEast());
  const [x0, y0, x1, y1] = [nw.x / world, nw.y / world, se.x / world, se.y / world];
  return (p) => {
    if (model.c.place_kind[p] >= LISTED) return false;
    const area = model.areas[model.c.place_area[p] - 1];
    if (area) return area.x0 <= x1 && area.x1 >= x0 && area.y0 <= y1 && area.y1 >= y0;
    return model.x[p] >= x0 && model.x[p] <= x1 && model.y[p] >= y0 && model.y[p] <= y1;
  };
}

/**
 * The shown events at places that pass, latest first.
 * @param {Page} page
 * @param {(place: number) => boolean} isWanted
 */
function listed({ store: { model, state, pass } }, isWanted) {
  const wanted = new Uint8Array(model.head.places);
  for (let p = 0; p < wanted.length; p++) wanted[p] = +isWanted(p);
  /** @type {number[]} */
  const rows = [];
  eachShown(model, state, pass, (i) => {
    if (wanted[model.c.event_place[i]]) rows.push(i);
  });
  return rows.reverse().slice(0, MOST);
}

/**
 * @param {Page} page
 * @param {number} i
 */
function row(page, i) {
  const { store, texts, lang, styles } = page;
  const { c, head, strings, reportStart } = store.model;
  const first = head.day0 + firstDay(store.model, i);
  const grain = head.grains[c.event_when[i] & 7];
  const when = intervalText(first, first + c.event_longer[i], grain, lang.language);
  const place = c.event_place[i];
  const name = c.place_kind[place] === LISTED ? countryName(around(store.model, 'country', place), lang.language) || strings.place_name[place] : strings.place_name[place];
  const quote = el('span', 'gm-quote', '…');
  const unsure = !isCertain(store.model, store.state, i) && el('span', 'gm-unsure', lang.say('possibly'));
  const off = c.place_kind[place] >= LISTED && el('span', 'gm-unsure', lang.say(c.place_kind[place] === UNPLACED ? 'unplacedHead' : 'listedHead'));
  const element = el('button', 'gm-ev', el('span', 'gm-evt', sign(styles[c.event_type[i]], 11), el('b', '', name), unsure, off, el('span', 'gm-sub', when)), quote);
  element.type = 'button';
  const fill = (/** @type {Record<string, string>} */ text) => {
    quote.textContent = text.quote || lang.say('quoteNone');
  };
  const ready = texts.report.peek(reportStart[i]);
  if (ready) fill(ready);
  else texts.report.row(reportStart[i]).then(fill);
  element.onclick = () => page.open([place], [i], 0);
  element.onmouseenter = () => {
    page.pointed = c.place_kind[place] < LISTED ? new Set([place]) : new Set();
    page.redraw();
  };
  element.onmouseleave = () => {
    page.pointed = new Set();
    page.redraw();
  };
  const holder = el('div', 'gm-evrow', element);
  return holder;
}
