// Which events are shown: one state, and pure functions from it to masks and counts.
import { firstDay, harmOf, isDoubtful, lowest, statusOf } from './model.js';
import { placedIn } from './placetree.js';

/**
 * A state that shows everything.
 * @param {Model} model
 * @returns {State}
 */
export function openState(model) {
  const { head, strings } = model;
  return {
    first: 0,
    end: head.days,
    certain: false,
    types: new Uint8Array(head.types.length).fill(1),
    precisions: new Uint8Array(strings.precisions.length).fill(1),
    statuses: new Uint8Array(head.statuses.length).fill(1),
    harms: new Uint8Array(4).fill(1),
    bases: new Uint8Array(head.bases.length).fill(1),
    killed: 0,
    trust: 0,
    sure: 0,
    actor: '',
    articles: new Uint8Array(head.articles).fill(1),
    query: '',
    found: null,
    sets: new Uint8Array(head.records?.names.length ?? 0).fill(1),
    join: '',
    among: null,
    within: [],
    shape: null,
    doubt: '',
  };
}

/**
 * The days of `one` that another's filter asks for; a filter that leaves nothing out asks for all of them.
 * @param {{day0: number, days: number}} one
 * @param {{day0: number, days: number}} other
 * @param {{first: number, end: number}} asked in days of `other`
 */
export function stretchFor(one, other, asked) {
  const clip = (/** @type {number} */ day) => Math.max(0, Math.min(one.days, day + other.day0 - one.day0));
  return {
    first: asked.first === 0 ? 0 : clip(asked.first),
    end: asked.end === other.days ? one.days : clip(asked.end),
  };
}

/** @param {ArrayLike<number>} flags */
const allOn = (flags) => Array.prototype.every.call(flags, Boolean);

/**
 * Marks in `pass` the events that every filter but date and type lets through.
 * @param {Model} model
 * @param {State} state
 * @param {Uint8Array} pass one byte an event
 */
export function passing(model, state, pass) {
  const { c } = model;
  if (allOn(state.articles)) pass.fill(1);
  else reportedBy(model, state.articles, pass);
  keep(pass, state.precisions, (i) => c.place_precision[c.event_place[i]]);
  keep(pass, state.statuses, (i) => statusOf(model, i));
  keep(pass, state.harms, (i) => harmOf(model, i));
  keep(pass, state.bases, (i) => (c.event_when[i] >> 3) & 3);
  figures(model, state, pass);
  if (state.doubt === 'only') for (let i = 0; i < pass.length; i++) pass[i] &= +isDoubtful(model, i);
  if (state.actor) {
    const casts = Uint8Array.from(model.strings.actors, (cast) => +cast.split('; ').includes(state.actor));
    for (let i = 0; i < pass.length; i++) pass[i] &= casts[c.event_actors[i]];
  }
  const { found, among } = state;
  const placed = placedIn(model, state);
  if (placed) for (let i = 0; i < pass.length; i++) pass[i] &= placed[c.event_place[i]];
  for (const some of [found, among]) if (some) for (let i = 0; i < pass.length; i++) pass[i] &= some[i];
}

/**
 * Passes the events whose code is on.
 * @param {Uint8Array} pass
 * @param {Uint8Array} flags
 * @param {(event: number) => number} codeOf
 */
function keep(pass, flags, codeOf) {
  if (!allOn(flags)) for (let i = 0; i < pass.length; i++) pass[i] &= flags[codeOf(i)];
}

/**
 * Passes the events with so many dead at least, and those sure enough; of a record nobody says how sure it is, so it stays.
 * @param {Model} model
 * @param {State} state
 * @param {Uint8Array} pass
 */
function figures({ c }, { killed, trust, sure }, pass) {
  const { event_killed_low: low, event_killed_best: best, event_killed_high: high } = c;
  if (killed) for (let i = 0; i < pass.length; i++) pass[i] &= +((best[i] || low[i] || high[i]) > killed);
  for (const [least, column] of /** @type {[number, Numbers][]} */ ([
    [trust, c.event_trust],
    [sure, c.event_confidence],
  ])) {
    if (least) for (let i = 0; i < pass.length; i++) pass[i] &= +(!column[i] || column[i] > least);
  }
}

/**
 * An event is shown as long as one of its articles is.
 * @param {Model} model
 * @param {Uint8Array} articles
 * @param {Uint8Array} pass
 */
function reportedBy({ c }, articles, pass) {
  for (let i = 0; i < pass.length; i++) pass[i] = articles[c.event_article[i]];
  for (let k = 0; k < c.later_event.length; k++) if (articles[c.later_article[k]]) pass[c.later_event[k]] = 1;
}

/**
 * Counts the events in the date range by slot and type.
 *
 * An event that lasts longer than a day is possibly in range when it overlaps it, certainly when it lies inside.
 * @param {Model} model
 * @param {State} state
 * @param {Uint8Array} pass
 * @param {Level} level
 * @param {Tally} [before] whose arrays are written anew when they have the size
 * @returns {Tally}
 */
export function tally(model, state, pass, level, before) {
  const kinds = model.head.types.length;
  const by = emptied(before?.by, level.size * kinds);
  const { event_place: place, event_type: type } = model.c;
  const { slot, cells } = level;
  const to = model.dayStart[state.end];
  if (cells) for (let i = model.dayStart[state.first]; i < to; i++) by[cells[i]] += pass[i];
  else for (let i = model.dayStart[state.first]; i < to; i++) if (pass[i]) by[slot[place[i]] * kinds + type[i]]++;
  const possible = emptied(before?.possible, level.size);
  let unsure = 0;
  eachFuzzy(model, state, (i, begins) => {
    if (!pass[i] || (!begins && state.certain)) return;
    const at = slot[place[i]];
    if (state.certain) by[at * kinds + type[i]]--;
    else {
      if (!begins) by[at * kinds + type[i]]++;
      if (state.types[type[i]]) {
        possible[at]++;
        unsure++;
      }
    }
  });
  const sums = totals(by, kinds, {
    on: state.types,
    slots: emptied(before?.slots, level.size),
    marks: level.heads.length,
  });
  const doubts = doubtsIn(model, state, pass);
  return { by, possible, unsure, doubtful: doubts.all, low: sums.shown - unsure - doubts.certain, ...sums };
}

/**
 * How many of the shown events are doubtful, and how many of these lie in the date range for certain.
 * @param {Model} model
 * @param {State} state
 * @param {Uint8Array} pass
 */
function doubtsIn(model, state, pass) {
  const { c, dayStart, doubtful } = model;
  const [from, to] = [dayStart[state.first], dayStart[state.end]];
  let [all, certain] = [0, 0];
  for (const i of doubtful) {
    if (i >= to || !pass[i] || !state.types[c.event_type[i]] || (i < from && !c.event_longer[i])) continue;
    const isSure = !c.event_longer[i] || isCertain(model, state, i);
    if (isSure) certain++;
    if (isSure || (!state.certain && firstDay(model, i) + c.event_longer[i] >= state.first)) all++;
  }
  return { all, certain };
}

/**
 * A number of events, as a range where some are doubtful or only possibly in the date range.
 * @param {{number(n: number): string}} lang
 * @param {number} low
 * @param {number} high
 */
export const rangeText = (lang, low, high) =>
  low < high ? `${lang.number(low)}–${lang.number(high)}` : lang.number(high);

/**
 * @param {Uint32Array | undefined} array
 * @param {number} size
 */
const emptied = (array, size) => (array?.length === size ? array.fill(0) : new Uint32Array(size));

/**
 * Calls back for the events that overlap the range without lying inside it.
 * @param {Model} model
 * @param {State} state
 * @param {(event: number, begins: boolean) => void} tell `begins`: whether its first day is in range
 */
function eachFuzzy(model, state, tell) {
  const { fuzzy, c } = model;
  const from = model.dayStart[state.first];
  const stop = lowest(fuzzy, model.dayStart[state.end]);
  for (let k = 0; k < stop; k++) {
    const i = fuzzy[k];
    const first = firstDay(model, i);
    const end = first + c.event_longer[i] + 1;
    if (i < from ? end > state.first : end > state.end) tell(i, i >= from);
  }
}

/**
 * Sums over slots: per slot and over all with the types that are on; per type with all of them; the most in one mark.
 * @param {Uint32Array} by
 * @param {number} kinds
 * @param {{on: Uint8Array, slots: Uint32Array, marks: number}} into how many slots are marks: the first ones
 */
function totals(by, kinds, { on, slots, marks }) {
  const types = new Uint32Array(kinds);
  let shown = 0;
  let top = 0;
  for (let s = 0, k = 0; s < slots.length; s++) {
    let sum = 0;
    for (let t = 0; t < kinds; t++, k++) {
      const n = by[k];
      if (!n) continue;
      types[t] += n;
      if (on[t]) sum += n;
    }
    slots[s] = sum;
    shown += sum;
    if (sum > top && s < marks) top = sum;
  }
  return { slots, types, shown, top };
}

/**
 * The events that are shown, in order.
 * @param {Model} model
 * @param {State} state
 * @param {Uint8Array} pass
 * @param {(event: number) => void} tell
 */
export function eachShown(model, state, pass, tell) {
  const { c, dayStart, fuzzy } = model;
  const from = dayStart[state.first];
  const to = dayStart[state.end];
  if (!state.certain) {
    for (let k = 0; k < fuzzy.length && fuzzy[k] < from; k++) {
      const i = fuzzy[k];
      if (pass[i] && state.types[c.event_type[i]] && firstDay(model, i) + c.event_longer[i] >= state.first) tell(i);
    }
  }
  for (let i = from; i < to; i++) {
    if (!pass[i] || !state.types[c.event_type[i]]) continue;
    if (state.certain && c.event_longer[i] && firstDay(model, i) + c.event_longer[i] >= state.end) continue;
    tell(i);
  }
}

/**
 * Whether an event lies inside the range for certain.
 * @param {Model} model
 * @param {State} state
 * @param {number} i
 */
export function isCertain(model, state, i) {
  const first = firstDay(model, i);
  return first >= state.first && first + model.c.event_longer[i] < state.end;
}

/**
 * Counts per day without the date filter: events of one day, longer ones, and the doubtful among those of one day.
 * @param {Model} model
 * @param {State} state
 * @param {Uint8Array} pass
 * @returns {DayCounts}
 */
export function dayCounts(model, state, pass) {
  const { c, dayStart } = model;
  const { days } = model.head;
  const sure = new Uint32Array(days);
  const spans = [];
  for (let d = 0; d < days; d++) {
    let n = 0;
    for (let i = dayStart[d]; i < dayStart[d + 1]; i++) {
      if (!pass[i] || !state.types[c.event_type[i]]) continue;
      if (c.event_longer[i]) spans.push([d, d + c.event_longer[i], +isDoubtful(model, i)]);
      else n++;
    }
    sure[d] = n;
  }
  const doubted = new Uint32Array(days);
  for (const i of model.doubtful) {
    if (!pass[i] || !state.types[c.event_type[i]] || c.event_longer[i]) continue;
    const d = firstDay(model, i);
    sure[d]--;
    doubted[d]++;
  }
  return { sure, spans, doubted };
}

/**
 * Day counts gathered in bins: certainly in the bin, and possibly (the interval is wider than the bin, or the event doubtful).
 * @param {DayCounts} counts
 * @param {number} bins
 * @param {(day: number) => number} binOf
 */
export function binned(counts, bins, binOf) {
  const sure = new Uint32Array(bins);
  const steps = new Int32Array(bins + 1);
  counts.sure.forEach((n, day) => {
    sure[binOf(day)] += n;
  });
  for (const [first, last, isDoubted] of counts.spans) {
    const a = binOf(first);
    const b = binOf(last);
    if (a === b && !isDoubted) sure[a]++;
    else {
      steps[a]++;
      steps[b + 1]--;
    }
  }
  const possible = new Uint32Array(bins);
  for (let b = 0, open = 0; b < bins; b++) possible[b] = open += steps[b];
  counts.doubted.forEach((n, day) => {
    if (n) possible[binOf(day)] += n;
  });
  return { sure, possible };
}

/**
 * How many shown events each article reports.
 * @param {Model} model
 * @param {State} state
 * @param {Uint8Array} pass
 */
export function articleCounts(model, state, pass) {
  const { event_article: first, later_event: event, later_article: article } = model.c;
  const counts = new Uint32Array(model.head.articles);
  let k = 0;
  let from = -1;
  eachShown(model, state, pass, (i) => {
    counts[first[i]]++;
    if (i < from) k = 0;
    from = i;
    while (k < event.length && event[k] < i) k++;
    for (let j = k; j < event.length && event[j] === i; j++) if (article[j] !== first[i]) counts[article[j]]++;
  });
  return counts;
}
