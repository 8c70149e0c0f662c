// The layer of others' event records: follows the page's one filter state, knows which record may be which event.
import { readColumns } from '../data/bytes.js';
import { eachShown, passing } from '../data/filter.js';
import { firstDay, lowest, makeModel } from '../data/model.js';
import { named, scan, takenAs } from '../data/search.js';
import { makeStore } from '../data/store.js';
import { makeScene } from './recordsdraw.js';

const SCORE_UNIT = 1e-3;
const KM_UNIT = 0.1; // kept one too large, so that 0 can stand for "not known"

/**
 * @param {RecordsHead} head
 * @param {Uint8Array} core the inflated columns of the records
 * @param {Uint8Array} matches the inflated columns of the matches
 * @returns {{model: Model, joined: Joined}}
 */
export function readRecords(head, core, matches) {
  const { columns: c } = readColumns(head.matches.cols, matches);
  const byRecord = new Uint32Array(head.matches.n)
    .map((_, k) => k)
    .sort((a, b) => c.match_record[a] - c.match_record[b] || c.match_score[b] - c.match_score[a] || a - b);
  return {
    model: makeModel(head, core),
    joined: {
      event: c.match_event,
      record: c.match_record,
      score: c.match_score,
      days: c.match_days,
      km: c.match_km,
      byRecord,
    },
  };
}

/**
 * Which rows have a match.
 * @param {number} n
 * @param {Numbers} rows
 */
export function having(n, rows) {
  const has = new Uint8Array(n);
  for (const row of rows) has[row] = 1;
  return has;
}

/**
 * What the page's state asks of the records: days, type, precision, deaths, actor and search as of the events, where the
 * record has such a value and the page a switch for it. Sources and status are of articles and machines alone.
 * @param {Model} model of the records
 * @param {Model} events
 * @param {State} state of the events
 * @param {{found: Uint8Array | null, hasEvent: Uint8Array}} known
 * @returns {Partial<State>}
 */
export function wishFor(model, events, state, { found, hasEvent }) {
  const { head, strings } = model;
  /** @type {(names: string[], known: string[], flags: Uint8Array) => Uint8Array} */
  const mapped = (names, known, flags) => Uint8Array.from(names, (name) => flags[known.indexOf(name)] ?? 1);
  return {
    first: state.first,
    end: state.end,
    certain: state.certain,
    types: mapped(head.types, events.head.types, state.types),
    precisions: mapped(strings.precisions, events.strings.precisions, state.precisions),
    harms: state.harms.slice(),
    actor: state.actor,
    within: state.within,
    shape: state.shape,
    articles: state.sets.slice(),
    found,
    among: amongRecords(state.join, hasEvent),
  };
}

/**
 * @param {JoinList} join
 * @param {Uint8Array} hasEvent
 */
function amongRecords(join, hasEvent) {
  if (!join) return null;
  if (join === 'matched') return hasEvent;
  return join === 'records' ? hasEvent.map((has) => 1 - has) : new Uint8Array(hasEvent.length);
}

/**
 * The events of a list of the join; null for all of them.
 * @param {JoinList} join
 * @param {Uint8Array} hasRecord
 */
export function amongEvents(join, hasRecord) {
  if (!join) return null;
  if (join === 'matched') return hasRecord;
  return join === 'events' ? hasRecord.map((has) => 1 - has) : new Uint8Array(hasRecord.length);
}

/**
 * @param {Page} page
 * @param {{model: Model, joined: Joined}} data
 * @returns {RecordsCore}
 */
export function makeRecords(page, { model, joined }) {
  const { store: main, texts } = page;
  const store = makeStore(model);
  const hasEvent = having(model.head.events, joined.record);
  const hasRecord = having(main.model.head.events, joined.event);
  /** @type {{found: Uint8Array | null, asked: string}} */
  const held = { found: null, asked: '' };
  main.on('now', follow);
  main.on('settled', () => store.settle());
  store.on('level', () => page.redraw());

  /** @type {RecordsCore} */
  const records = {
    head: /** @type {RecordsHead} */ (model.head),
    model,
    store,
    joined,
    hasRecord,
    hasEvent,
    chosen: -1,
    pointed: new Set(),
    scene: (view, marks, taken) => makeScene(page, records, view, marks, taken),
    async search(query, isStale) {
      const found = query ? await findRecords(records, texts, query, isStale) : null;
      if (isStale()) return 0;
      held.found = found;
      return found ? found.reduce((n, hit) => n + hit, 0) : 0;
    },
    choose: (join) => main.change({ join, among: amongEvents(join, hasRecord) }),
    counts: () => ({ events: split(main, hasRecord), records: split(store, hasEvent) }),
    record: (row) => recordOf(records, texts, row),
    matchesOf: (event) =>
      matchRows(records, texts, range(lowest(joined.event, event), lowest(joined.event, event + 1))),
  };
  return records;

  function follow() {
    const { state } = main;
    const wish = wishFor(model, main.model, state, { found: held.found, hasEvent });
    const asked = [
      wish.types,
      wish.precisions,
      wish.harms,
      wish.articles,
      state.join,
      state.actor,
      state.within.join('~'),
      state.shape,
    ].join('|');
    if (asked === held.asked && store.state.found === held.found) {
      store.change({ first: state.first, end: state.end, certain: state.certain });
      return;
    }
    held.asked = asked;
    store.change(wish);
  }
}

/**
 * How many of what the other filters show have a match, and how many have none.
 * @param {Store} store
 * @param {Uint8Array} has
 * @returns {[number, number]}
 */
function split({ model, state, pass }, has) {
  let through = pass;
  if (state.among) passing(model, { ...state, among: null }, (through = new Uint8Array(pass.length)));
  /** @type {[number, number]} */
  const counts = [0, 0];
  eachShown(model, state, through, (i) => counts[1 - has[i]]++);
  return counts;
}

/**
 * @param {number} from
 * @param {number} to
 */
const range = (from, to) => Array.from({ length: to - from }, (_, k) => from + k);

/**
 * @param {RecordsCore} records
 * @param {Texts} texts
 * @param {number[]} rows of the table of matches
 * @returns {Promise<Match[]>}
 */
function matchRows({ joined }, texts, rows) {
  return Promise.all(
    rows.map(async (k) => ({
      event: joined.event[k],
      record: joined.record[k],
      score: joined.score[k] * SCORE_UNIT,
      days: joined.days[k],
      km: joined.km[k] ? (joined.km[k] - 1) * KM_UNIT : null,
      why: (await texts.match?.row(k))?.why ?? '',
    })),
  );
}

/**
 * Everything that is known about a record.
 * @param {RecordsCore} records
 * @param {Texts} texts
 * @param {number} row
 * @returns {Promise<OtherRecord>}
 */
async function recordOf(records, texts, row) {
  const { model, joined } = records;
  const { c, head, strings } = model;
  const { byRecord } = joined;
  let k = 0;
  for (let high = byRecord.length; k < high;) {
    const middle = (k + high) >> 1;
    if (joined.record[byRecord[middle]] < row) k = middle + 1;
    else high = middle;
  }
  const rows = [];
  for (; k < byRecord.length && joined.record[byRecord[k]] === row; k++) rows.push(byRecord[k]);
  /** @type {[Record<string, string>, Match[]]} */
  const [text, matches] = await Promise.all([texts.record?.row(row) ?? {}, matchRows(records, texts, rows)]);
  const first = head.day0 + firstDay(model, row);
  return {
    row,
    id: text.id ?? '',
    dataset: c.event_article[row],
    type: head.types[c.event_type[row]],
    sub: strings.subs[c.event_sub[row]] ?? '',
    first,
    last: first + c.event_longer[row],
    grain: head.grains[c.event_when[row] & 7],
    place: c.event_place[row],
    actors: (strings.actors[c.event_actors[row]] ?? '').split('; ').filter(Boolean),
    text,
    matches,
  };
}

/**
 * Finds the records whose headline, note, place or actors hold the searched words.
 * @param {RecordsCore} records
 * @param {Texts} texts
 * @param {string} query
 * @param {() => boolean} isStale
 * @returns {Promise<Uint8Array | null>} one byte a record; null when stale
 */
async function findRecords({ model }, texts, query, isStale) {
  const taken = takenAs(model, query);
  const found = taken ? named(model, taken) : new Uint8Array(model.head.events).fill(1);
  for (const words of taken ? taken.rest : [query.replace(/^["“«](.*?)["”»]?$/, '$1')]) {
    const holding = await recordsHolding(model, texts, words, isStale);
    if (!holding) return null;
    for (let i = 0; i < found.length; i++) found[i] &= holding[i];
  }
  return found;
}

/**
 * @param {Model} model
 * @param {Texts} texts
 * @param {string} query
 * @param {() => boolean} isStale
 * @returns {Promise<Uint8Array | null>} one byte a record; null when stale
 */
async function recordsHolding(model, texts, query, isStale) {
  const { c, strings } = model;
  const wanted = query.toLocaleLowerCase();
  const holds = (/** @type {string[]} */ words) =>
    Uint8Array.from(words, (word) => +word.toLocaleLowerCase().includes(wanted));
  const [places, casts] = [holds(strings.place_name), holds(strings.actors)];
  const found = Uint8Array.from(c.event_place, (place, i) => places[place] | casts[c.event_actors[i]]);
  for (const field of ['headline', 'notes', 'place_wording', 'outlet']) {
    if (texts.record && !(await scan(texts.record, field, wanted, (row) => (found[row] = 1), isStale))) return null;
  }
  return found;
}
