// Takes a search like "kharkiv strike march 2024" apart: place, type, date, and words that are left.
import { fromIso } from './dates.js';
import { CALLED, ENDINGS, ORDINALS, SMALL_WORDS } from './searchwords.js';
import { folded } from './spelling.js';
import { LANGUAGES } from './strings.js';

/** @typedef {{places: {text: string, node: number, others: number[]} | null, types: number[], typeText: string, first: number | null, last: number | null, rest: string[]}} Understood days since 1970 */

const MOST_WORDS = 4; // of a name
/** @param {string[]} words of all languages @returns {string} longest first, as a choice in a pattern */
const choice = (words) =>
  [...new Set(words.flatMap((text) => text.split(' ')))].sort((a, b) => b.length - a.length).join('|');

const ENDING = new RegExp(`(?:${choice(ENDINGS)})$`);
const DAY = new RegExp(`^\\d{1,2}-?(?:${choice(ORDINALS)})?$`);
const SMALL = new Set(SMALL_WORDS.flatMap((words) => words.split(' ')).map(folded));
const STEMS = new Map(
  Object.entries(CALLED).map(([type, stems]) => [type, stems.flatMap((text) => text.split(' ')).map(folded)]),
);
/**
 * @param {string} query
 * @param {{types: string[], words: (type: number) => string[], find: (text: string) => {node: number, like: number}[]}} known
 * @returns {Understood}
 */
export function understand(query, { types, words, find }) {
  const tokens = query.split(/[\s,;]+/).filter(Boolean);
  const free = tokens.map(() => true);
  const days = takeDate(tokens, free);
  /** @type {Understood} */
  const out = {
    places: takePlace(tokens, free, find),
    types: [],
    typeText: '',
    first: days?.[0] ?? null,
    last: days?.[1] ?? null,
    rest: [],
  };
  tokens.forEach((token, k) => {
    if (!free[k]) return;
    const found = typesOf(folded(token), types, words).filter((t) => !out.types.length || out.types.includes(t));
    if (!found.length) return;
    free[k] = false;
    Object.assign(out, { types: found, typeText: `${out.typeText} ${token}`.trim() });
  });
  out.rest = tokens.filter((token, k) => free[k] && !SMALL.has(folded(token)));
  return out;
}

/**
 * The longest stretch of words that is the name of a place.
 * @param {string[]} tokens
 * @param {boolean[]} free
 * @param {(text: string) => {node: number, like: number}[]} find
 * @returns {Understood['places']}
 */
function takePlace(tokens, free, find) {
  for (let n = Math.min(MOST_WORDS, tokens.length); n > 0; n--) {
    for (let k = 0; k + n <= tokens.length; k++) {
      const stretch = tokens.slice(k, k + n);
      if (!free.slice(k, k + n).every(Boolean) || SMALL.has(folded(stretch[0])) || SMALL.has(folded(stretch[n - 1])))
        continue;
      const found = find(stretch.join(' ')).filter(({ like }) => like >= 2);
      if (!found.length) continue;
      free.fill(false, k, k + n);
      const [{ node, like }] = found;
      return {
        text: stretch.join(' '),
        node,
        others: found
          .slice(1)
          .filter((one) => one.like >= Math.min(3, like))
          .map((one) => one.node),
      };
    }
  }
  return null;
}

/**
 * The types that a word may name: by what the type is called, or by what people call such events.
 * @param {string} word folded
 * @param {string[]} types
 * @param {(type: number) => string[]} words
 */
function typesOf(word, types, words) {
  if (word.length < 3) return [];
  const called = types.flatMap((name, t) => ((STEMS.get(name) ?? []).some((stem) => word.startsWith(stem)) ? [t] : []));
  if (called.length) return called;
  const stem = word.length > 4 ? word.replace(ENDING, '') : word;
  return types.flatMap((_, t) =>
    words(t).some((text) =>
      folded(text)
        .split(' ')
        .some((one) => one.length > 3 && stem.length > 3 && one.startsWith(stem)),
    )
      ? [t]
      : [],
  );
}

/**
 * A day, a month or a year as the words say it; marks the words as used.
 * @param {string[]} tokens
 * @param {boolean[]} free
 * @returns {[number, number] | null} first and last day since 1970
 */
function takeDate(tokens, free) {
  for (let k = 0; k < tokens.length; k++) {
    const iso = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(tokens[k]);
    if (!iso) continue;
    free[k] = false;
    return iso[3] ? [fromIso(tokens[k]), fromIso(tokens[k])] : month(Number(iso[1]), Number(iso[2]) - 1);
  }
  const year = tokens.findIndex((token) => /^(?:19|20)\d\d$/.test(token));
  const named = tokens.findIndex((token) => monthOf(token) >= 0);
  if (year < 0) return null; // "march" alone may be a protest
  free[year] = false;
  if (named < 0) return [fromIso(`${tokens[year]}-01-01`), fromIso(`${tokens[year]}-12-31`)];
  free[named] = false;
  const [y, m] = [Number(tokens[year]), monthOf(tokens[named])];
  const day = tokens.findIndex((token, k) => k !== year && Math.abs(k - named) === 1 && DAY.test(token));
  if (day < 0) return month(y, m);
  free[day] = false;
  const at = Date.UTC(y, m, parseInt(tokens[day], 10)) / 864e5;
  return [at, at];
}

/** @param {number} year @param {number} m @returns {[number, number]} */
const month = (year, m) => [Date.UTC(year, m, 1) / 864e5, Date.UTC(year, m + 1, 1) / 864e5 - 1];

/** @type {string[][] | null} */
let months = null;

/**
 * Which month a word names in English, Ukrainian or Russian, 0 for January; -1 for none.
 * @param {string} word
 */
function monthOf(word) {
  months ??= Array.from({ length: 12 }, (_, m) =>
    LANGUAGES.flatMap((language) =>
      [{ month: 'long' }, { month: 'long', day: 'numeric' }].map((how) =>
        new Intl.DateTimeFormat(language, { .../** @type {any} */ (how), timeZone: 'UTC' })
          .format(Date.UTC(2023, m, 2))
          .replace(/[\d\s]/g, '')
          .toLowerCase(),
      ),
    ),
  );
  const asked = word.toLowerCase().replace(/\.$/, '');
  return months.findIndex((names) => names.includes(asked) || (asked.length > 2 && names[0].startsWith(asked)));
}
