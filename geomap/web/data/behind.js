// What stands behind a mark: its places, its events, their articles.
import { eachShown } from './filter.js';
import { articlesOf } from './model.js';

/**
 * The places behind a mark that show something, heaviest first.
 * @param {Store} store
 * @param {number} slot
 */
export function placesOf({ model, level, state, pass }, slot) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  eachShown(model, state, pass, (i) => {
    const p = model.c.event_place[i];
    if (level.slot[p] === slot) counts.set(p, (counts.get(p) ?? 0) + 1);
  });
  return [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b);
}

/**
 * The shown events at places, latest first.
 * @param {Store} store
 * @param {number[]} places
 */
export function eventsAt({ model, state, pass }, places) {
  const wanted = new Set(places);
  /** @type {number[]} */
  const events = [];
  eachShown(model, state, pass, (i) => {
    if (wanted.has(model.c.event_place[i])) events.push(i);
  });
  return events.reverse();
}

/**
 * The articles of the shown events behind a mark.
 * @param {Store} store
 * @param {number} slot
 */
export function articlesAt({ model, level, state, pass }, slot) {
  /** @type {Set<number>} */
  const articles = new Set();
  eachShown(model, state, pass, (i) => {
    if (level.slot[model.c.event_place[i]] === slot) articlesOf(model, i).forEach((a) => articles.add(a));
  });
  return articles;
}
