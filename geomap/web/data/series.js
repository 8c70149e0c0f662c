// Counts over time for charts: events or deaths by day, week, month or quarter, apart by type, place or outlet.
import { cutDays, daysIn } from './bins.js';
import { monthTicks, dayText, tickText } from '../text/dates.js';
import { eachShown } from './filter.js';
import { firstDay, isDoubtful } from './model.js';
import { kindText } from '../text/kinds.js';

/** Days of a bar at most. @type {Record<string, number>} */
const LENGTHS = { day: 1, week: 7, month: 31, quarter: 92 };

/**
 * Shown events by type in the bars that fit a width; an event counts on its first day. With `fitting`, those that last
 * longer than a bar are left out and counted apart: nobody knows to which bar they belong.
 * @param {Page} page
 * @param {{from: number, to: number, width: number, grain?: string, figure?: 'events' | 'deaths', fitting?: boolean, by?: (i: number) => number, groups?: {name: string, color: string}[]}} wish
 */
export function binnedTypes(page, { from, to, width, grain, figure = 'events', fitting = false, by, groups }) {
  const { store, styles, lang } = page;
  const { model, state, pass } = store;
  const { c, head } = model;
  const { event_killed_best: killed, event_killed_low: least, event_killed_high: most } = c;
  const { name, edges, binOf } = grain ? daysIn(grain, head.day0, from, to) : cutDays(head.day0, from, to, width);
  const bars = edges.length - 1;
  const names = groups ?? head.types.map((type, t) => ({ name: kindText(lang, type), color: styles[t].color }));
  const groupOf = by ?? ((/** @type {number} */ i) => c.event_type[i]);
  const values = names.map(() => new Float64Array(bars));
  const [low, high] = [new Float64Array(bars), new Float64Array(bars)];
  const hasDoubt = model.doubtful.length > 0;
  let isBanded = figure === 'deaths';
  const longest = fitting ? LENGTHS[name] : Infinity;
  let left = 0;
  let bin = { first: -1, bar: 0 };
  eachShown(model, state, pass, (i) => {
    const first = dayOf(model, i, bin.first);
    if (first !== bin.first) bin = { first, bar: binOf(Math.max(from, Math.min(to - 1, first))) };
    const best = figure === 'deaths' ? Math.max(0, (killed[i] || least[i] || most[i]) - 1) : 1;
    if (c.event_longer[i] >= longest) {
      left += best;
      return;
    }
    values[groupOf(i)][bin.bar] += best;
    const isSure = !hasDoubt || !isDoubtful(model, i);
    isBanded ||= !isSure;
    if (isSure) low[bin.bar] += figure === 'deaths' && least[i] ? least[i] - 1 : best;
    high[bin.bar] += figure === 'deaths' ? Math.max(best, most[i] - 1) : 1;
  });
  const series = names
    .map(({ name: text, color }, k) => ({ name: text, color, values: values[k] }))
    .filter((one) => one.values.some(Boolean));
  const whiskers = isBanded ? Array.from(low, (n, b) => /** @type {[number, number]} */ ([n, high[b]])) : [];
  return {
    name,
    edges,
    series: series.length ? series : [{ name: '', color: styles[0]?.color ?? '#888', values: new Float64Array(bars) }],
    whiskers,
    left,
    ticks: ticksOf(page, edges, width),
  };
}

/**
 * The day of an event, given the day of the one before: events come in order.
 * @param {Model} model
 * @param {number} i
 * @param {number} before
 */
function dayOf(model, i, before) {
  if (before >= 0 && model.dayStart[before] <= i && i < model.dayStart[before + 1]) return before;
  return firstDay(model, i);
}

/**
 * Words below the bars: a day each some pixels, or the first days of months and years.
 * @param {Page} page
 * @param {number[]} edges
 * @param {number} width
 * @returns {[number, string][]}
 */
function ticksOf({ store: { model }, lang }, edges, width) {
  const { day0 } = model.head;
  const [from, to] = [edges[0], edges[edges.length - 1]];
  const barOf = (/** @type {number} */ day) => {
    let b = 0;
    while (b < edges.length - 2 && edges[b + 1] <= day) b++;
    return b + (day - edges[b]) / (edges[b + 1] - edges[b]);
  };
  const span = to - from;
  if (span < 75) {
    const step = [1, 2, 7, 14, 30].find((s) => (width / span) * s > 84) ?? 30;
    return Array.from({ length: Math.ceil(span / step) }, (_, k) => from + k * step).map((day) => [
      barOf(day),
      dayText(day0 + day, lang.language),
    ]);
  }
  const step = [1, 3, 6, 12, 24, 60, 120].find((s) => width / (span / 30.4 / s) > 52) ?? 240;
  return monthTicks(day0 + from, day0 + to, step).map((day) => [barOf(day - day0), tickText(day, lang.language)]);
}
