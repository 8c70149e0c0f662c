// The list of events in view, and of those that no point on the map can stand for.
import { byId, el } from '../text/dom.js';
import { intervalText } from '../text/dates.js';
import { eachShown, isCertain } from '../data/filter.js';
import { around, firstDay, isDoubtful, isDrawn, killedOf, LISTED, shapeKind, UNPLACED } from '../data/model.js';
import { countryName, placeName } from '../text/names.js';
import { turnsOf } from '../data/project.js';
import { makeList } from './vlist.js';
import { viewOf } from '../map/view.js';
import { sign } from '../map/theme.js';

const ROW = 76; // pixels
const MOST = 50000; // rows of a list
const MOST_RECORDS = 200000;

/** @param {Page} page */
export function makeEventLists(page) {
  const { store, records } = page;
  const sides = records ? [store, records.store] : [store];
  // One list for both: a record stands in it as -1 minus its row.
  const make = (/** @type {number} */ i) => (i < 0 && records ? records.line(-1 - i) : eventLine(page, i));
  const seen = makeList(byId('gm-evlist'), ROW, make);
  const unmapped = makeList(byId('gm-unlist'), ROW, make);
  const isOff =
    (/** @type {Store} */ { model, state }) =>
    (/** @type {number} */ p) =>
      !isDrawn(model, state, p);
  const mostOf = (/** @type {Store} */ side) => (side === store ? MOST : MOST_RECORDS);
  const hasUnmapped = sides.some(({ model }) => model.c.place_kind.some((kind) => kind >= LISTED));
  store.on('settled', showUnmapped);
  store.on('settled', showSeen);
  page.map.on('moveend', showSeen);
  document.addEventListener('gm-tab', () => {
    showUnmapped();
    showSeen();
  });

  function showUnmapped() {
    const { lang } = page;
    const [off, others] = sides.map((side) => (hasUnmapped ? listed(side, isOff(side), mostOf(side)) : []));
    const all = both(sides, off, others);
    byId('gm-uncount').textContent = lang.say(others ? 'countBoth' : 'countEvents', {
      n: off.length,
      m: others?.length ?? 0,
    });
    byId('gm-untab').dataset.n = all.length ? lang.number(all.length) : '';
    if (!byId('gm-tab-un').hidden) unmapped.set(all);
  }

  return { inView: (side = store) => listed(side, insideOf(page.map, side), Infinity) };

  function showSeen() {
    if (byId('gm-tab-ev').hidden) return;
    const [inView, others] = sides.map((side) => listed(side, insideOf(page.map, side), mostOf(side)));
    const text = page.lang.say(others ? 'bothInView' : 'eventsInView', { n: inView.length, m: others?.length ?? 0 });
    byId('gm-ecount').textContent = text + (inView.length === MOST ? '+' : '');
    seen.set(both(sides, inView, others));
  }
}

/**
 * How the list of a card can be sorted.
 * @param {Page} page
 * @returns {import('./cardlist.js').Lines}
 */
export function eventLines(page) {
  const { model } = page.store;
  const { c } = model;
  return {
    make: (i, open) => eventLine(page, i, open),
    sorts: [
      ['newest', (a, b) => b - a],
      ['oldest', (a, b) => a - b],
      ['mostKilled', (a, b) => (killedOf(model, 'best', b) ?? -1) - (killedOf(model, 'best', a) ?? -1) || b - a],
      ['byType', (a, b) => c.event_type[a] - c.event_type[b] || b - a],
      [
        'byPlace',
        (a, b) =>
          placeName(model, page.lang, c.event_place[a]).localeCompare(placeName(model, page.lang, c.event_place[b])) ||
          b - a,
      ],
    ],
  };
}

/**
 * Events and records in one list, latest first; on the same day the events lead.
 * @param {Store[]} sides
 * @param {number[]} events
 * @param {number[]} [records]
 * @returns {number[]} a record as -1 minus its row
 */
function both([store, other], events, records) {
  if (!records) return events;
  /** @type {number[]} */
  const all = [];
  let k = 0;
  for (const i of events) {
    const day = firstDay(store.model, i);
    while (k < records.length && firstDay(other.model, records[k]) > day) all.push(-1 - records[k++]);
    all.push(i);
  }
  while (k < records.length) all.push(-1 - records[k++]);
  return all;
}

/**
 * Whether a place lies in the map's window; an area counts by any part of its box.
 * @param {import('leaflet').Map} map
 * @param {Store} store
 * @returns {(place: number) => boolean}
 */
function insideOf(map, { model, state }) {
  const turns = turnsOf(viewOf(map)).map(({ world, left, top, width, height }) => ({
    x0: left / world,
    y0: top / world,
    x1: (left + width) / world,
    y1: (top + height) / world,
  }));
  return (p) => {
    if (!isDrawn(model, state, p)) return false;
    const box = model.areas[model.c.place_area[p] - 1] ?? {
      x0: model.x[p],
      x1: model.x[p],
      y0: model.y[p],
      y1: model.y[p],
    };
    return turns.some(({ x0, y0, x1, y1 }) => box.x0 <= x1 && box.x1 >= x0 && box.y0 <= y1 && box.y1 >= y0);
  };
}

/**
 * The shown events (or records) at places that pass, latest first.
 * @param {Store} store
 * @param {(place: number) => boolean} isWanted
 * @param {number} most
 */
function listed({ model, state, pass }, isWanted, most) {
  const wanted = new Uint8Array(model.head.places);
  for (let p = 0; p < wanted.length; p++) wanted[p] = +isWanted(p);
  /** @type {number[]} */
  const rows = [];
  eachShown(model, state, pass, (i) => {
    if (wanted[model.c.event_place[i]]) rows.push(i);
  });
  return rows.reverse().slice(0, most);
}

/**
 * Why an event is not on the map as others are; empty when it is.
 * @param {Page} page
 * @param {number} i
 */
function offText({ store: { model } }, i) {
  if (isDoubtful(model, i)) return 'status.doubtful';
  const kind = model.c.place_kind[model.c.event_place[i]];
  if (kind < LISTED) return '';
  return kind === UNPLACED ? 'unplacedHead' : 'listedHead';
}

/**
 * An event as a line of a list.
 * @param {Page} page
 * @param {number} i
 * @param {() => void} [open] opens it somewhere else than on a card of its own
 */
export function eventLine(page, i, open) {
  const { store, texts, lang, styles } = page;
  const { c, head, reportStart } = store.model;
  const first = head.day0 + firstDay(store.model, i);
  const grain = head.grains[c.event_when[i] & 7];
  const when = intervalText(first, first + c.event_longer[i], grain, lang.language);
  const place = c.event_place[i];
  const name =
    shapeKind(store.model, place) === LISTED
      ? countryName(around(store.model, 'country', place), lang.language) || placeName(store.model, lang, place)
      : placeName(store.model, lang, place);
  const quote = el('span', 'gm-quote', '…');
  quote.dir = 'auto';
  const killed = killedOf(store.model, 'best', i);
  const deaths = killed ? el('span', 'gm-dead', lang.say('dead', { n: killed })) : null;
  const unsure = !isCertain(store.model, store.state, i) && el('span', 'gm-unsure', lang.say('possibly'));
  const off = offText(page, i);
  const element = el(
    'button',
    'gm-ev',
    el(
      'span',
      'gm-evt',
      sign(styles[c.event_type[i]], 11),
      el('b', '', el('bdi', '', name)),
      unsure,
      off && el('span', 'gm-unsure', lang.say(off)),
      deaths,
      el('span', 'gm-sub', when),
    ),
    quote,
  );
  element.type = 'button';
  const fill = (/** @type {Record<string, string>} */ text) => {
    quote.textContent = text.quote || lang.say('quoteNone');
  };
  const ready = texts.report.peek(reportStart[i]);
  if (ready) fill(ready);
  else texts.report.row(reportStart[i]).then(fill);
  element.onclick = open ?? (() => page.open([place], [i], 0));
  element.onmouseenter = () => {
    page.look({ pointed: isDrawn(store.model, store.state, place) ? new Set([place]) : new Set() });
    page.redraw();
  };
  element.onmouseleave = () => {
    page.look({ pointed: new Set() });
    page.redraw();
  };
  const holder = el('div', 'gm-evrow', element);
  return holder;
}
