// The view in the address: what is written there restores it exactly.
import { fromIso, iso } from '../text/dates.js';
import { lonNear, worldAt } from './project.js';

/** @type {JoinList[]} */
const JOINS = ['matched', 'records', 'events'];
const PIXEL = 0.01; // as finely as this the middle of the window is written
const MOST = 80; // articles named one by one; beyond, the list is written as runs of bits

/**
 * @param {Store} store
 * @param {{zoom: number, lat: number, lon: number, language: string, theme: string, event: string, record?: string, base?: string, embed?: boolean, desk?: string}} view `base` is v where the vector map was chosen
 * @returns {string} without the leading #
 */
export function toAddress(store, { zoom, lat, lon, language, theme, event, record, base, embed, desk }) {
  const { state, model } = store;
  const { head } = model;
  const digits = Math.max(0, Math.ceil(Math.log10(worldAt(zoom) / 360 / PIXEL)));
  const parts = [...(embed ? ['embed'] : []), `m=${zoom}/${lat.toFixed(digits)}/${lonNear(lon, 0).toFixed(digits)}`];
  if (state.first || state.end < head.days)
    parts.push(`d=${iso(head.day0 + state.first)}_${iso(head.day0 + state.end - 1)}`);
  parts.push(...ofFilters(state));
  if (state.articles.includes(0)) parts.push(`a=${articleText(state.articles)}`);
  if (state.actor) parts.push(`w=${encodeURIComponent(state.actor)}`);
  parts.push(...ofRecords(state, record));
  if (state.query) parts.push(`q=${encodeURIComponent(state.query)}`);
  if (language !== 'en') parts.push(`l=${language}`);
  if (theme) parts.push(`y=${theme}`);
  if (base) parts.push(`b=${base}`);
  if (desk) parts.push(`x=${desk}`);
  parts.push(...ofFigure(store));
  if (event) parts.push(`e=${encodeURIComponent(event)}`);
  return parts.join('&');
}

/** @param {Store} store what marks show, and what stands in their place */
function ofFigure({ counts, isHexed, isShaded }) {
  const figure = (counts?.dead ? 'd' : '') + (isHexed ? 'h' : isShaded ? 'a' : '');
  return figure ? [`z=${figure}`] : [];
}

/** @param {State} state */
const ofFilters = (state) => [
  ...(state.certain ? ['c=1'] : []),
  ...(state.doubt ? [`f=${state.doubt}`] : []),
  ...(state.within.length ? [`i=${state.within.map(encodeURIComponent).join('~')}`] : []),
  ...(state.shape ? [`n=${state.shape.map((at) => at.join(',')).join('_')}`] : []),
  ...flagged(state).flatMap(([key, flags]) => (flags.includes(0) ? [`${key}=${bits(flags)}`] : [])),
  ...LEAST.flatMap(([key, name]) => (state[name] ? [`${key}=${state[name]}`] : [])),
];

/**
 * @param {State} state
 * @param {string | undefined} record that is open
 */
function ofRecords({ sets, join }, record) {
  const parts = sets.includes(0) ? [`r=${bits(sets)}`] : [];
  if (join) parts.push(`j=${join}`);
  return record ? [...parts, `o=${encodeURIComponent(record)}`] : parts;
}

/**
 * @param {State} state
 * @returns {[string, Uint8Array][]}
 */
const flagged = (state) => [
  ['t', state.types],
  ['p', state.precisions],
  ['s', state.statuses],
  ['h', state.harms],
  ['g', state.bases],
];

/** The least numbers that are asked for, by their letter. @type {[string, 'killed' | 'trust' | 'sure'][]} */
const LEAST = [
  ['k', 'killed'],
  ['u', 'trust'],
  ['v', 'sure'],
];

/**
 * Reads an address into the state; what does not fit this page is passed over.
 * @param {string} hash with or without the leading #
 * @param {Store} store
 * @returns {{zoom?: number, lat?: number, lon?: number, language?: string, theme?: string, event?: string, record?: string, base?: string, desk?: string, size?: string}}
 */
export function fromAddress(hash, { state, model }) {
  const asked = new Map(
    hash
      .replace(/^#/, '')
      .split('&')
      .map(
        (part) => /** @type {[string, string]} */ ([part.split('=')[0], decoded(part.slice(part.indexOf('=') + 1))]),
      ),
  );
  const { head } = model;
  const [a, b] = (asked.get('d') ?? '').split('_').map((day) => fromIso(day) - head.day0);
  if (Number.isFinite(a) && Number.isFinite(b)) {
    state.first = Math.max(0, Math.min(head.days - 1, a));
    state.end = Math.max(state.first + 1, Math.min(head.days, b + 1));
  }
  state.certain = asked.get('c') === '1';
  state.doubt = doubtIn(model, asked.get('f'));
  for (const [key, flags] of flagged(state)) setBits(flags, asked.get(key));
  for (const [key, name] of LEAST) state[name] = numberIn(asked.get(key));
  setArticles(state.articles, asked.get('a'));
  if (head.records) setRecords(state, asked);
  state.actor = asked.get('w') ?? '';
  state.within = (asked.get('i') ?? '').split('~').filter(Boolean);
  state.shape = ringIn(asked.get('n'));
  state.query = asked.get('q') ?? '';
  const [zoom, lat, lon] = (asked.get('m') ?? '').split('/').map(Number);
  const at =
    [zoom, lat, lon].every(Number.isFinite) && Math.abs(lat) <= 90 && Math.abs(lon) <= 540 ? { zoom, lat, lon } : {};
  return {
    ...at,
    language: asked.get('l'),
    theme: asked.get('y'),
    base: asked.get('b'),
    desk: asked.get('x'),
    size: asked.get('z'),
    event: asked.get('e'),
    record: asked.get('o'),
  };
}

/**
 * @param {State} state
 * @param {Map<string, string>} asked
 */
function setRecords(state, asked) {
  const sets = asked.get('r') ?? '';
  if (sets.length === state.sets.length && /^[01]+$/.test(sets)) state.sets.set([...sets].map(Number));
  const join = /** @type {JoinList} */ (asked.get('j') ?? '');
  if (JOINS.includes(join)) state.join = join;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/**
 * A drawn ring: latitude and longitude of each corner.
 * @param {string | undefined} text
 * @returns {[number, number][] | null}
 */
function ringIn(text) {
  const ring = (text ?? '').split('_').map((at) => /** @type {[number, number]} */ (at.split(',').map(Number)));
  return ring.length > 2 && ring.every((at) => at.length === 2 && at.every(Number.isFinite)) ? ring : null;
}

/**
 * @param {Model} model
 * @param {string | undefined} text
 */
const doubtIn = ({ doubtful }, text) => (doubtful.length && (text === 'drawn' || text === 'only') ? text : '');

/** @param {string | undefined} text */
const numberIn = (text) => Math.max(0, parseInt(text ?? '', 10) || 0);

/** @param {Uint8Array} flags */
const bits = (flags) => [...flags].map((on) => (on ? '1' : '0')).join('');

/**
 * @param {Uint8Array} flags
 * @param {string | undefined} text
 */
function setBits(flags, text) {
  if (!text || text.length !== flags.length || !/^[01]*1[01]*$/.test(text)) return;
  for (let k = 0; k < flags.length; k++) flags[k] = Number(text[k]);
}

/**
 * Hidden articles as x1.5.k, the only shown ones as o..., many of both as the lengths of runs, r...; numbers in base 36.
 * @param {Uint8Array} on
 */
function articleText(on) {
  const rows = [...on.keys()];
  const [off, shown] = [rows.filter((a) => !on[a]), rows.filter((a) => on[a])];
  const short = off.length <= shown.length ? off : shown;
  if (short.length <= MOST) return (short === off ? 'x' : 'o') + short.map((a) => a.toString(36)).join('.');
  const runs = [];
  let from = 0;
  for (let a = 1; a <= on.length; a++) {
    if (a < on.length && on[a] === on[from]) continue;
    runs.push(a - from);
    from = a;
  }
  return `r${on[0]}${runs.map((n) => n.toString(36)).join('.')}`;
}

/**
 * @param {Uint8Array} on
 * @param {string | undefined} text
 */
function setArticles(on, text) {
  if (!text) return;
  const kind = text[0];
  if (kind === 'r') {
    let [at, value] = [0, Number(text[1]) ? 1 : 0];
    for (const run of text.slice(2).split('.')) {
      const to = at + (parseInt(run, 36) || 0);
      on.fill(value, at, to);
      [at, value] = [to, 1 - value];
    }
    return;
  }
  const rows = text
    .slice(1)
    .split('.')
    .filter(Boolean)
    .map((row) => parseInt(row, 36));
  on.fill(kind === 'o' ? 0 : 1);
  for (const row of rows) if (row >= 0 && row < on.length) on[row] = kind === 'o' ? 1 : 0;
}
