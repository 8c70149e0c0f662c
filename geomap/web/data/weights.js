// Marks by the people killed instead of by events: how many at each mark, apart by type.
import { eachShown } from './filter.js';

/**
 * Whether any row of a column holds more than so much; a plain walk, since a million rows are asked at once.
 * @param {ArrayLike<number>} column
 * @param {number} [least]
 */
export function anyAbove(column, least = 0) {
  for (let i = 0; i < column.length; i++) if (column[i] > least) return true;
  return false;
}

/**
 * Whether anybody is said to be dead.
 * @param {Model} model
 */
export const hasDeaths = ({ c }) => ['best', 'low', 'high'].some((end) => anyAbove(c[`event_killed_${end}`], 1));

/**
 * The best figures of the events that are shown, summed by mark and type; who is not said to be dead counts for none.
 * @param {Model} model
 * @param {State} state
 * @param {Uint8Array} pass
 * @param {Level} level
 * @returns {Weights}
 */
export function deathsAt(model, state, pass, { slot, size }) {
  const {
    event_killed_best: best,
    event_killed_low: low,
    event_killed_high: high,
    event_place: place,
    event_type: type,
  } = model.c;
  const kinds = model.head.types.length;
  const by = new Uint32Array(size * kinds);
  const slots = new Uint32Array(size);
  eachShown(model, state, pass, (i) => {
    const kept = best[i] || low[i] || high[i];
    if (kept < 2) return;
    by[slot[place[i]] * kinds + type[i]] += kept - 1;
    slots[slot[place[i]]] += kept - 1;
  });
  return { by, slots, top: slots.reduce((most, n) => Math.max(most, n), 0) };
}
