// Puts together everything that is known about one event, from columns and blocks of text.
import { fromIso } from '../text/dates.js';
import { articlesOf, firstDay, statusOf } from './model.js';

const BASE = 0x21; // "!" stands for 0, the space before it for "not marked"

/**
 * @param {Model} model
 * @param {Texts} texts
 * @param {number} row
 * @returns {Promise<Article>}
 */
export async function articleRecord(model, texts, row) {
  return articleFrom(model, row, await texts.article.row(row));
}

/**
 * @param {Model} model
 * @param {number} row
 * @param {Record<string, string>} text
 * @returns {Article}
 */
export const articleFrom = (model, row, text) => ({
  row,
  title: text.title ?? '',
  url: text.url ?? '',
  archive: text.archive ?? '',
  id: text.article_id ?? '',
  outlet: model.strings.outlets[model.c.article_outlet[row]] ?? '',
  day: model.c.article_day[row],
});

/**
 * @param {Model} model
 * @param {Texts} texts
 * @param {number} i
 * @returns {Promise<EventRecord>}
 */
export async function eventRecord(model, texts, i) {
  const { c, head, strings } = model;
  const articles = articlesOf(model, i);
  const [text, ...told] = await Promise.all([
    texts.event.row(i),
    ...articles.map((article, k) => report(model, texts, model.reportStart[i] + k, article)),
  ]);
  const when = c.event_when[i];
  const first = head.day0 + firstDay(model, i);
  return {
    row: i,
    id: text.id ?? '',
    type: c.event_type[i],
    sub: strings.subs[c.event_sub[i]] ?? '',
    first,
    last: first + c.event_longer[i],
    grain: head.grains[when & 7],
    basis: head.bases[(when >> 3) & 3],
    carried: (when & 32) > 0,
    place: c.event_place[i],
    status: head.statuses[statusOf(model, i)],
    actors: (strings.actors[c.event_actors[i]] ?? '').split('; ').filter(Boolean),
    harm: tallies(text.harm),
    counted: tallies(text.quantities),
    told,
    text,
  };
}

/**
 * @param {Model} model
 * @param {Texts} texts
 * @param {number} row
 * @param {number} article
 * @returns {Promise<Told>}
 */
async function report(model, texts, row, article) {
  const [text, source] = await Promise.all([texts.report.row(row), articleRecord(model, texts, article)]);
  return {
    quote: text.quote ?? '',
    claimant: text.claimant ?? '',
    offset: text.offset ? Number(text.offset) : null,
    place: stretch(text.marks, 0),
    cue: stretch(text.marks, 2),
    article: source,
    own: ownWord(text),
    isTitle: text.field === 'title',
    reprintOf: text.reprint_of ?? '',
  };
}

/**
 * What a report says by itself; null where it is the only one.
 * @param {Record<string, string>} text
 * @returns {OwnWord | null}
 */
function ownWord({ own_place: place, own_days: days, own_harm: harm }) {
  const [first, last, grain] = (days ?? '').split('/');
  if (!place && !first) return null;
  return {
    place: place ?? '',
    first: fromIso(first ?? ''),
    last: fromIso(last ?? ''),
    grain: grain ?? 'day',
    harm: tallies(harm),
  };
}

/**
 * @param {string | undefined} marks four characters, each a distance from the quote's start in code points
 * @param {number} at
 * @returns {[number, number] | null}
 */
function stretch(marks, at) {
  const from = (marks?.charCodeAt(at) ?? 0) - BASE;
  const to = (marks?.charCodeAt(at + 1) ?? 0) - BASE;
  return from >= 0 && to > from ? [from, to] : null;
}

/**
 * @param {string | undefined} json
 * @returns {TallyRow[]}
 */
function tallies(json) {
  if (!json) return [];
  try {
    const rows = JSON.parse(json);
    return Array.isArray(rows) ? rows : [];
  } catch {
    return [];
  }
}

/**
 * A quote cut where marks begin and end; a later mark gives way where two overlap.
 * @param {string} quote
 * @param {Record<string, [number, number] | null>} marks by name, in code points
 * @returns {{text: string, mark: string}[]} `mark` is empty between marks
 */
export function cutQuote(quote, marks) {
  const letters = Array.from(quote);
  const sorted = Object.entries(marks).flatMap(([mark, span]) => (span ? [{ mark, from: span[0], to: span[1] }] : []));
  sorted.sort((a, b) => a.from - b.from || a.to - b.to);
  const pieces = [];
  let at = 0;
  for (const { mark, from, to } of sorted) {
    if (from < at || to > letters.length) continue;
    pieces.push({ text: letters.slice(at, from).join(''), mark: '' }, { text: letters.slice(from, to).join(''), mark });
    at = to;
  }
  pieces.push({ text: letters.slice(at).join(''), mark: '' });
  return pieces.filter((piece) => piece.text);
}

/**
 * A number as the article gives it: a range, "at least", or only words.
 * @param {TallyRow} tally
 * @returns {string}
 */
export function tallyText({ what, low, best, high, whom }) {
  const ends = [...new Set([low, best, high].filter((n) => n !== null && n !== undefined))];
  const number =
    ends.length > 1
      ? `${Math.min(...ends)}–${Math.max(...ends)}`
      : low !== null && low !== undefined && high === null
        ? `${low}+`
        : String(ends[0] ?? '');
  return [number, whom, what].filter(Boolean).join(' ');
}
