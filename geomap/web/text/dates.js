// Days as whole numbers since 1970-01-01, and how people read them.

export const DAY_MS = 864e5;

/** @type {Record<string, number>} */
const LEAST_DAYS = { week: 7, month: 28, year: 365 };

/** @param {number} day days since 1970-01-01 */
export const iso = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/**
 * @param {string} text YYYY-MM-DD
 * @returns {number} days since 1970-01-01, NaN when it is no date
 */
export const fromIso = (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) / DAY_MS : NaN);

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {string} language
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(language, options) {
  const key = language + JSON.stringify(options);
  let found = formats.get(key);
  if (!found)
    formats.set(
      key,
      (found = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: 'UTC', ...options })),
    );
  return found;
}

/**
 * 10 Feb 2023
 * @param {number} day
 * @param {string} language
 */
export const dayText = (day, language) =>
  format(language, { day: 'numeric', month: 'short', year: 'numeric' }).format(day * DAY_MS);

/**
 * What a stretch of days is called: the end of March was said to the month, and is no month.
 * @param {{first: number, last: number, grain: string}} stretch
 */
export function stretchGrain({ first, last, grain }) {
  const least = LEAST_DAYS[grain];
  return least && last - first + 1 < least ? 'span' : grain;
}

/**
 * An interval as its grain asks for: a month is a month, never its middle.
 * @param {number} first
 * @param {number} last
 * @param {string} grain day, span, week, month or year
 * @param {string} language
 */
export function intervalText(first, last, grain, language) {
  if (first === last) return dayText(first, language);
  if (grain === 'month' && isWhole(first, last, 1))
    return format(language, { month: 'long', year: 'numeric' }).format(first * DAY_MS);
  if (grain === 'year' && isWhole(first, last, 12)) return format(language, { year: 'numeric' }).format(first * DAY_MS);
  return `${dayText(first, language)} – ${dayText(last, language)}`;
}

/**
 * Whether an interval is exactly one calendar month, or twelve.
 * @param {number} first
 * @param {number} last
 * @param {number} months
 */
function isWhole(first, last, months) {
  const start = new Date(first * DAY_MS);
  const end = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 0) / DAY_MS;
  return start.getUTCDate() === 1 && last === end;
}

/**
 * First days of calendar steps in a range, for the ticks of the time line.
 * @param {number} first
 * @param {number} end
 * @param {number} months how many months a step has
 */
export function monthTicks(first, end, months) {
  const start = new Date(first * DAY_MS);
  const ticks = [];
  for (let y = start.getUTCFullYear(), m = 0; ; m += months) {
    const day = Date.UTC(y, m, 1) / DAY_MS;
    if (day > end) return ticks;
    if (day >= first) ticks.push(day);
  }
}

/**
 * Short name of a month, or the year in January.
 * @param {number} day
 * @param {string} language
 */
export function tickText(day, language) {
  const isJanuary = new Date(day * DAY_MS).getUTCMonth() === 0;
  return format(language, isJanuary ? { year: 'numeric' } : { month: 'short' }).format(day * DAY_MS);
}
