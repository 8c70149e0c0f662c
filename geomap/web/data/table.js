// The columns of the table of events, and sorting a million of them by small whole numbers.
import { dayText, intervalText } from '../text/dates.js';
import { eachShown } from './filter.js';
import { around, firstDay, isDoubtful, statusOf } from './model.js';
import { countryName, divisionName, placeName } from '../text/names.js';
import { kindText } from '../text/kinds.js';
import { anyAbove } from './weights.js';

/**
 * @typedef {object} TableColumn
 * @property {string} key of its words, and in the address
 * @property {number} width pixels
 * @property {boolean} isNumber set right, sorted from the greatest first
 * @property {boolean} isUsual shown before anybody chooses
 * @property {(i: number) => string} say what stands in the cell of an event; empty where `text` says it later
 * @property {(() => (i: number) => number)} [rank] gives whole numbers in the order to sort by, 0 where nothing is said
 * @property {[store: 'report' | 'article', field: string]} [text] read a row at a time
 */

/**
 * Sorts rows by a number each has, those of equal number as they were; a radix sort, since numbers are whole.
 * @param {ArrayLike<number>} rows
 * @param {(row: number) => number} rank whole; 0 where nothing is said, which comes last whichever way is asked
 * @param {boolean} down
 * @returns {Uint32Array}
 */
export function sortedRows(rows, rank, down) {
  const n = rows.length;
  const keys = new Uint32Array(n);
  let top = 0;
  for (let k = 0; k < n; k++) {
    keys[k] = rank(rows[k]);
    if (keys[k] > top) top = keys[k];
  }
  for (let k = 0; k < n; k++) keys[k] = keys[k] ? (down ? top - keys[k] : keys[k] - 1) : top;
  let order = new Uint32Array(0);
  for (let shift = 0; shift < 32 && (shift === 0 || top >>> shift > 0); shift += 16)
    order = digit(keys, order, shift, top);
  return order.map((k) => rows[k]);
}

/**
 * One pass of the sort: by sixteen binary digits.
 * @param {Uint32Array} keys
 * @param {Uint32Array} before the order so far, empty for the one they came in
 * @param {number} shift
 * @param {number} top the largest key
 */
function digit(keys, before, shift, top) {
  const n = keys.length;
  const starts = new Uint32Array(Math.min(65535, top >>> shift) + 2);
  for (let k = 0; k < n; k++) starts[((keys[k] >>> shift) & 65535) + 1]++;
  for (let d = 1; d < starts.length; d++) starts[d] += starts[d - 1];
  const order = new Uint32Array(n);
  for (let j = 0; j < n; j++) {
    const k = before.length ? before[j] : j;
    order[starts[(keys[k] >>> shift) & 65535]++] = k;
  }
  return order;
}

/**
 * For each word its place in the reader's alphabet, counted from 1; 0 for one that is empty.
 * @param {string[]} words
 * @param {string} language
 */
export function ranks(words, language) {
  const { compare } = new Intl.Collator(language);
  const order = words.flatMap((word, k) => (word ? [k] : [])).sort((a, b) => compare(words[a], words[b]));
  const rank = new Uint32Array(words.length);
  order.forEach((k, at) => {
    rank[k] = at && words[order[at - 1]] === words[k] ? rank[order[at - 1]] : at + 1;
  });
  return rank;
}

/**
 * The day of each event, one walk for all of them.
 * @param {Model} model
 */
function daysOf({ head, dayStart }) {
  const days = new Uint32Array(head.events);
  for (let d = 0; d < head.days; d++) days.fill(d, dayStart[d], dayStart[d + 1]);
  return days;
}

/**
 * How many people an event killed, as a range where the sources give one.
 * @param {Model} model
 * @param {number} i
 */
export function killedText({ c }, i) {
  const [low, best, high] = [c.event_killed_low[i], c.event_killed_best[i], c.event_killed_high[i]].map((kept) =>
    kept ? kept - 1 : null,
  );
  const one = best ?? low ?? high;
  if (one === null) return '';
  const [from, to] = [Math.min(low ?? one, one), Math.max(high ?? one, one)];
  if (from < to) return from === one || to === one ? `${from}–${to}` : `${one} (${from}–${to})`;
  return low !== null && high === null ? `${one}+` : String(one);
}

/**
 * Every column that has something to say on this page.
 * @param {Page} page
 * @returns {TableColumn[]}
 */
export function tableColumns({ store: { model }, lang }) {
  const { c, head, strings } = model;
  const { language } = lang;
  const place = (/** @type {number} */ i) => c.event_place[i];
  /** @type {(words: string[], codes: (i: number) => number) => () => (i: number) => number} */
  const byWord = (words, codes) =>
    once(() => {
      const rank = ranks(words, language);
      return (i) => rank[codes(i)] ?? 0;
    });
  /** @type {(key: string, width: number, of: (i: number) => number, say?: (n: number) => string) => TableColumn} */
  const number = (key, width, of, say = String) => ({
    key,
    width,
    isNumber: true,
    isUsual: false,
    say: (i) => (of(i) ? say(of(i) - 1) : ''),
    rank: () => of,
  });
  /** @type {(key: string, width: number, words: string[], codes: (i: number) => number) => TableColumn} */
  const word = (key, width, words, codes) => ({
    key,
    width,
    isNumber: false,
    isUsual: false,
    say: (i) => words[codes(i)] ?? '',
    rank: byWord(words, codes),
  });
  const division = (/** @type {'admin1' | 'admin2'} */ what) => ({
    ...word(`col.${what}`, 175, strings[what], (i) => c[`place_${what}`][place(i)]),
    say: (/** @type {number} */ i) => divisionName(model, lang, what, place(i)),
  });
  const outlet = (/** @type {number} */ i) => c.article_outlet[c.event_article[i]];
  /** @type {TableColumn[]} */
  const all = [
    {
      key: 'col.date',
      width: 150,
      isNumber: false,
      isUsual: true,
      say: (i) =>
        intervalText(
          head.day0 + firstDay(model, i),
          head.day0 + firstDay(model, i) + c.event_longer[i],
          head.grains[c.event_when[i] & 7],
          language,
        ),
      rank: once(() => {
        const days = daysOf(model);
        return (i) => days[i] + 1;
      }),
    },
    usual(
      word(
        'col.type',
        215,
        head.types.map((name) => kindText(lang, name)),
        (i) => c.event_type[i],
      ),
    ),
    word(
      'col.sub',
      190,
      strings.subs.map((name) => kindText(lang, name)),
      (i) => c.event_sub[i],
    ),
    usual({
      ...word('col.place', 170, strings.names ?? strings.place_name, (i) =>
        c.place_name ? c.place_name[place(i)] : place(i),
      ),
      say: (i) => placeName(model, lang, place(i)),
    }),
    division('admin2'),
    usual(division('admin1')),
    {
      ...word('col.country', 120, strings.country, (i) => c.place_country[place(i)]),
      say: (i) => countryName(around(model, 'country', place(i)), language),
    },
    word(
      'col.precision',
      150,
      strings.precisions.map((name) => lang.say(`precision.${name}`)),
      (i) => c.place_precision[place(i)],
    ),
    {
      ...usual(
        number('col.killed', 90, (i) => c.event_killed_best[i] || c.event_killed_low[i] || c.event_killed_high[i]),
      ),
      say: (i) => killedText(model, i),
    },
    word('col.actors', 190, strings.actors, (i) => c.event_actors[i]),
    usual(word('col.outlet', 150, strings.outlets, outlet)),
    number('col.reports', 80, (i) => c.event_reports[i] + 1),
    {
      ...word('col.published', 110, [], outlet),
      say: (i) => dayText(c.article_day[c.event_article[i]], language),
      rank: () => (i) => Math.max(0, c.article_day[c.event_article[i]] + 800000),
    },
    number(
      'col.trust',
      90,
      (i) => c.event_trust[i],
      (n) => `${n} %`,
    ),
    number(
      'col.sure',
      90,
      (i) => c.event_confidence[i],
      (n) => `${n} %`,
    ),
    usual({
      ...number('col.doubt', 110, (i) => +isDoubtful(model, i)),
      isNumber: false,
      say: (i) => (isDoubtful(model, i) ? lang.say('status.doubtful') : ''),
    }),
    word(
      'col.status',
      150,
      head.statuses.map((name) => lang.say(`status.${name}`)),
      (i) => statusOf(model, i),
    ),
    { key: 'col.quote', width: 420, isNumber: false, isUsual: true, say: () => '', text: ['report', 'quote'] },
    { key: 'col.title', width: 320, isNumber: false, isUsual: false, say: () => '', text: ['article', 'title'] },
  ];
  return all.filter(({ key }) => isSaid(model, key));
}

/** @param {TableColumn} column @returns {TableColumn} */
const usual = (column) => ({ ...column, isUsual: true });

/**
 * Makes something when it is first asked for.
 * @template T
 * @param {() => T} make
 * @returns {() => T}
 */
function once(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
}

/**
 * Whether any event says something in a column.
 * @param {Model} model
 * @param {string} key
 */
function isSaid({ c, strings, head, doubtful }, key) {
  const words = (/** @type {string[]} */ list) => list.some(Boolean);
  /** @type {Record<string, () => boolean>} */
  const asked = {
    'col.sub': () => words(strings.subs),
    'col.admin1': () => words(strings.admin1),
    'col.admin2': () => words(strings.admin2),
    'col.country': () => words(strings.country),
    'col.killed': () => anyAbove(c.event_killed_best) || anyAbove(c.event_killed_low) || anyAbove(c.event_killed_high),
    'col.actors': () => words(strings.actors),
    'col.outlet': () => words(strings.outlets),
    'col.reports': () => anyAbove(c.event_reports, 1),
    'col.trust': () => anyAbove(c.event_trust),
    'col.sure': () => anyAbove(c.event_confidence),
    'col.doubt': () => doubtful.length > 0,
    'col.status': () => head.statuses.length > 1,
  };
  return asked[key]?.() ?? true;
}

/**
 * Everything that is shown, in order, as one array.
 * @param {Store} store
 */
export function rowsShown({ model, state, pass }) {
  const rows = new Uint32Array(model.head.events);
  let n = 0;
  eachShown(model, state, pass, (i) => {
    rows[n++] = i;
  });
  return rows.subarray(0, n);
}
