// Finds the events that a search names by place, type and date, or whose quote, headline or place holds its words.
import { kindWords } from '../text/kinds.js';
import { findNodes, placesBelow, treeOf } from './placetree.js';
import { LANGUAGES } from '../text/strings.js';
import { understand } from '../text/understand.js';
import { countryName } from '../text/names.js';

const QUOTED = /^["“«](.*?)["”»]?$/;

/**
 * @param {Page} page
 * @param {string} query
 * @param {() => boolean} isStale asked between blocks: whether somebody has typed on
 * @returns {Promise<Uint8Array | null>} one byte an event; null when stale
 */
export async function findEvents(page, query, isStale) {
  const { model } = page.store;
  const taken = takenAs(model, query);
  const isPlace = taken?.places && !taken.types.length && taken.first === null;
  const found = taken ? named(model, taken) : new Uint8Array(model.head.events).fill(1);
  for (const words of taken ? taken.rest : [query.replace(QUOTED, '$1')]) {
    const holding = await holdingWords(page, words, isStale);
    if (!holding) return null;
    for (let i = 0; i < found.length; i++) found[i] &= holding[i];
  }
  if (!isPlace) return found;
  const also = await holdingWords(page, query, isStale); // a place is also found where it is only named
  return also && found.map((hit, i) => hit | also[i]);
}

/**
 * @param {Page} page
 * @param {string} query
 * @param {() => boolean} isStale
 * @returns {Promise<Uint8Array | null>} one byte an event; null when stale
 */
async function holdingWords({ store: { model }, texts }, query, isStale) {
  const { c, strings, reportStart } = model;
  const wanted = query.toLocaleLowerCase();
  const found = new Uint8Array(model.head.events);
  const places = Uint8Array.from(strings.place_name, (name) => +name.toLocaleLowerCase().includes(wanted));
  const outlets = Uint8Array.from(strings.outlets, (name) => +name.toLocaleLowerCase().includes(wanted));
  const articles = Uint8Array.from(c.article_outlet, (outlet) => outlets[outlet]);
  if (!(await scan(texts.article, 'title', wanted, (row) => (articles[row] = 1), isStale))) return null;
  for (let i = 0; i < found.length; i++) found[i] = places[c.event_place[i]] | articles[c.event_article[i]];
  for (let k = 0; k < c.later_event.length; k++) found[c.later_event[k]] |= articles[c.later_article[k]];
  let event = 0;
  const mark = (/** @type {number} */ row) => {
    while (reportStart[event + 1] <= row) event++;
    found[event] = 1;
  };
  return (await scan(texts.report, 'quote', wanted, mark, isStale)) ? found : null;
}

/**
 * Finds the articles whose headline or outlet holds the searched words.
 * @param {Page} page
 * @param {string} query
 * @param {() => boolean} isStale
 * @returns {Promise<Uint8Array | null>} one byte an article; null when stale
 */
export async function findArticles({ store: { model }, texts }, query, isStale) {
  const wanted = query.toLocaleLowerCase();
  const outlets = Uint8Array.from(model.strings.outlets, (name) => +name.toLocaleLowerCase().includes(wanted));
  const found = Uint8Array.from(model.c.article_outlet, (outlet) => outlets[outlet]);
  return (await scan(texts.article, 'title', wanted, (row) => (found[row] = 1), isStale)) ? found : null;
}

/**
 * Tells the rows of a store whose field holds the words; rows rise.
 * @param {TextStore} store
 * @param {string} field
 * @param {string} wanted
 * @param {(row: number) => void} tell
 * @param {() => boolean} isStale
 * @returns {Promise<boolean>} false when it was broken off
 */
export async function scan(store, field, wanted, tell, isStale) {
  for (let k = 0; k < store.blocks; k++) {
    const rows = await store.column(k, field);
    if (isStale()) return false;
    for (let j = 0; j < rows.length; j++) if (rows[j].toLocaleLowerCase().includes(wanted)) tell(k * store.per + j);
  }
  return true;
}

/**
 * How a search was taken, for a model; null where it is words to be found as they are.
 * @param {Model} model
 * @param {string} query
 * @returns {import('../text/understand.js').Understood | null}
 */
export function takenAs(model, query) {
  if (/^["“«]/.test(query)) return null;
  const { head, strings, c } = model;
  /** @type {Set<string>[] | null} */
  let kinds = null;
  const subsOf = () => {
    const found = head.types.map((name) => new Set(kindWords(name)));
    for (let i = 0; i < head.events; i++) found[c.event_type[i]].add(strings.subs[c.event_sub[i]]);
    return found.map((names) => new Set([...names].flatMap(kindWords)));
  };
  const tree = treeOf(model);
  const taken = understand(query, {
    types: head.types,
    words: (t) => [...(kinds ??= subsOf())[t]],
    find: (text) => findNodes(tree, text, countryNames, 2),
  });
  const parts = [taken.places, taken.types.length, taken.first !== null].filter(Boolean).length;
  return parts > 1 || taken.first !== null || (taken.places && !taken.rest.length) ? taken : null;
}

/** @param {string} code */
export const countryNames = (code) => LANGUAGES.map((language) => countryName(code, language));

/**
 * The events of a place, of types and of days that a search names.
 * @param {Model} model
 * @param {import('../text/understand.js').Understood} taken
 * @returns {Uint8Array} one byte an event
 */
export function named(model, { places, types, first, last }) {
  const { c, head } = model;
  const found = new Uint8Array(head.events).fill(1);
  const inside = places && placesBelow(treeOf(model), [places.node]);
  if (inside) for (let i = 0; i < found.length; i++) found[i] &= inside[c.event_place[i]];
  if (types.length) for (let i = 0; i < found.length; i++) found[i] &= +types.includes(c.event_type[i]);
  if (first === null || last === null) return found;
  for (let d = 0; d < head.days; d++) {
    for (let i = model.dayStart[d]; i < model.dayStart[d + 1]; i++)
      found[i] &= +(head.day0 + d <= last && head.day0 + d + c.event_longer[i] >= first);
  }
  return found;
}
