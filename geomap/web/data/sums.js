// What a period holds by group: lowest and highest.
import { eachShown, isCertain } from './filter.js';
import { isDoubtful } from './model.js';

/**
 * @typedef {object} Sums of a period: lowest and highest, by group
 * @property {Float64Array} low without what is doubtful or only possibly in the period
 * @property {Float64Array} high
 */

/**
 * What a period holds by group, under all filters but the date.
 * @param {Model} model
 * @param {State} state
 * @param {Uint8Array} pass
 * @param {{period: [number, number], groups: number, groupOf: (i: number) => number, isDeaths: boolean}} wish
 * @returns {Sums}
 */
export function sumsOf(model, state, pass, { period, groups, groupOf, isDeaths }) {
  const { event_killed_best: best, event_killed_low: least, event_killed_high: most } = model.c;
  const [low, high] = [new Float64Array(groups), new Float64Array(groups)];
  const days = model.head.days;
  const range = {
    ...state,
    first: Math.max(0, Math.min(days, period[0])),
    end: Math.max(0, Math.min(days, period[1])),
  };
  if (range.first >= range.end) return { low, high };
  eachShown(model, range, pass, (i) => {
    const g = groupOf(i);
    const isSure = isCertain(model, range, i) && !isDoubtful(model, i);
    const one = best[i] || least[i] || most[i];
    high[g] += isDeaths ? Math.max(0, Math.max(one, most[i]) - 1) : 1;
    if (isSure) low[g] += isDeaths ? Math.max(0, (least[i] || one) - 1) : 1;
  });
  return { low, high };
}
