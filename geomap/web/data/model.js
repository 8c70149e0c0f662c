// The page's data as typed columns, with what follows from them.
import { readColumns, readStrings } from './bytes.js';
import { unitX, unitY } from './project.js';
import { byWeight } from './clusters.js';

/** How a place is shown. */
export const MARK = 0;
export const AREA = 1;
export const LISTED = 2;
export const UNPLACED = 3;
/** Is added where the events are doubtful: they are drawn only when the reader asks for it. */
export const GHOST = 4;

const AREA_UNIT = 1e-4; // degrees in the rings of areas
const REACH_UNIT = 100; // metres in place_reach

/**
 * @param {Head} head
 * @param {Uint8Array} bytes the inflated core block
 * @returns {Model}
 */
export function makeModel(head, bytes) {
  const { columns: c, end } = readColumns(head.cols, bytes);
  const strings = withPlaceNames(readStrings(head.strings, bytes, end), c.place_name);
  const { unit } = head; // degrees in place_lat and place_lon
  const x = new Float64Array(head.places);
  const y = new Float64Array(head.places);
  for (let p = 0; p < head.places; p++) {
    x[p] = unitX(c.place_lon[p] * unit);
    y[p] = unitY(c.place_lat[p] * unit);
  }
  const weight = new Uint32Array(head.places);
  for (let i = 0; i < head.events; i++) weight[c.event_place[i]]++;
  return {
    head,
    c,
    strings,
    x,
    y,
    order: byWeight(weight, (p) => c.place_kind[p] === MARK),
    weight,
    dayStart: starts(c.day_events),
    reportStart: starts(c.event_reports),
    fuzzy: where(c.event_longer),
    areas: readAreas(c, 'area', strings.area_name),
    districts: readDistricts(c, strings.district_name),
    areaPlaces: where(c.place_kind).filter((p) => c.place_kind[p] === AREA),
    ...ghostsOf(c, weight),
    /** @param {number} p */
    reach: (p) => c.place_reach[p] * REACH_UNIT,
    /** @param {number} p */
    lat: (p) => c.place_lat[p] * unit,
    /** @param {number} p */
    lon: (p) => c.place_lon[p] * unit,
  };
}

/**
 * The doubtful events, and where they would be drawn.
 * @param {Record<string, Numbers>} c
 * @param {Uint32Array} weight
 */
export function ghostsOf(c, weight) {
  const { place_kind: kind, event_place: place } = c;
  if (!kind.some((one) => one >= GHOST))
    return { ghosts: new Uint32Array(0), ghostAreas: new Uint32Array(0), doubtful: new Uint32Array(0) };
  const rows = [];
  for (let i = 0; i < place.length; i++) if (kind[place[i]] >= GHOST) rows.push(i);
  return {
    ghosts: byWeight(weight, (p) => kind[p] === GHOST + MARK),
    ghostAreas: where(kind).filter((p) => kind[p] === GHOST + AREA),
    doubtful: Uint32Array.from(rows),
  };
}

/**
 * How a place is shown, or would be shown were its events not doubtful.
 * @param {Model} model
 * @param {number} p
 */
export const shapeKind = ({ c }, p) => c.place_kind[p] % GHOST;

/**
 * Whether the map shows a place: as it is, or as a ghost when the reader asks for those.
 * @param {Model} model
 * @param {Pick<State, 'doubt'>} state
 * @param {number} p
 */
export const isDrawn = ({ c }, { doubt }, p) =>
  c.place_kind[p] < LISTED || (doubt !== '' && c.place_kind[p] >= GHOST && c.place_kind[p] % GHOST < LISTED);

/**
 * Whether an event is doubtful: too little speaks for it to be shown as one that happened there.
 * @param {Model} model
 * @param {number} i
 */
export const isDoubtful = ({ c }, i) => c.place_kind[c.event_place[i]] >= GHOST;

/**
 * The name of each place beside the other strings, put together when it is first asked for.
 * @param {Record<string, string[]>} strings
 * @param {Numbers} numbers of each place's name
 */
function withPlaceNames(strings, numbers) {
  /** @type {string[] | null} */
  let all = null;
  return Object.defineProperty(strings, 'place_name', { get: () => (all ??= named(strings.names, numbers)) });
}

/**
 * @param {string[]} names
 * @param {Numbers} numbers
 */
function named(names, numbers) {
  const all = Array(numbers.length);
  for (let p = 0; p < all.length; p++) all[p] = names[numbers[p]];
  return all;
}

/**
 * Where each group begins, given how large it is; one more for the end.
 * @param {Numbers} sizes
 */
export function starts(sizes) {
  const out = new Uint32Array(sizes.length + 1);
  for (let i = 0; i < sizes.length; i++) out[i + 1] = out[i] + sizes[i];
  return out;
}

/**
 * The rows in which a column is not zero.
 * @param {Numbers} column
 */
function where(column) {
  const rows = [];
  for (let i = 0; i < column.length; i++) if (column[i]) rows.push(i);
  return Uint32Array.from(rows);
}

/**
 * The country (ISO 3166-1 alpha-2) or division that a place lies in, empty when nobody knows.
 * @param {Model} model
 * @param {'country' | 'admin1' | 'admin2'} what
 * @param {number} p
 */
export const around = ({ c, strings }, what, p) => strings[what][c[`place_${what}`][p]] ?? '';

/**
 * Which of the page's statuses an event has, and which kind of harm it did.
 * @param {Model} model
 * @param {number} i
 */
export const statusOf = ({ c }, i) => c.event_state[i] & 7;

/** @param {Model} model @param {number} i */
export const harmOf = ({ c }, i) => c.event_state[i] >> 3;

/**
 * How many people an event is said to have killed; null when nothing is said.
 * @param {Model} model
 * @param {'low' | 'best' | 'high'} end
 * @param {number} i
 */
export function killedOf({ c }, end, i) {
  const kept = c[`event_killed_${end}`][i];
  return kept ? kept - 1 : null;
}

/**
 * Which day an event begins on.
 * @param {Model} model
 * @param {number} i
 * @returns {number} days after the first day of the page
 */
export function firstDay(model, i) {
  let low = 0;
  let high = model.head.days;
  while (low < high - 1) {
    const middle = (low + high) >> 1;
    if (model.dayStart[middle] <= i) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * All articles that report an event, first report first.
 * @param {Model} model
 * @param {number} i
 * @returns {number[]}
 */
export function articlesOf(model, i) {
  const { event_article: first, later_event: event, later_article: article } = model.c;
  const out = [first[i]];
  for (let k = lowest(event, i); k < event.length && event[k] === i; k++) out.push(article[k]);
  return out;
}

/**
 * The first row of a rising column that is not below a value.
 * @param {Numbers} column
 * @param {number} value
 */
export function lowest(column, value) {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The outlines of areas, on the unit square.
 * @param {Record<string, Numbers>} c
 * @param {string} kind
 * @param {string[]} names
 * @returns {Area[]}
 */
function readAreas(c, kind, names) {
  const [ringsOf, pointsOf, lon, lat] = ['rings', 'ring_points', 'ring_lon', 'ring_lat'].map(
    (what) => c[`${kind}_${what}`],
  );
  /** @type {Area[]} */
  const areas = [];
  let ring = 0;
  let point = 0;
  for (let a = 0; a < ringsOf.length; a++) {
    /** @type {Float64Array[]} */
    const rings = [];
    const box = { x0: 2, y0: 2, x1: -1, y1: -1 };
    for (let r = 0; r < ringsOf[a]; r++, ring++) {
      const n = pointsOf[ring];
      const xy = new Float64Array(2 * n);
      for (let k = 0; k < n; k++, point++) {
        const px = (xy[2 * k] = unitX(lon[point] * AREA_UNIT));
        const py = (xy[2 * k + 1] = unitY(lat[point] * AREA_UNIT));
        box.x0 = Math.min(box.x0, px);
        box.x1 = Math.max(box.x1, px);
        box.y0 = Math.min(box.y0, py);
        box.y1 = Math.max(box.y1, py);
      }
      rings.push(xy);
    }
    areas.push({ name: names[a] ?? '', rings, ...box });
  }
  return areas;
}

/**
 * The districts that marks lie in, each with a position inside for its number. A table of others has none.
 * @param {Record<string, Numbers>} c
 * @param {string[]} names
 * @returns {District[]}
 */
function readDistricts(c, names) {
  if (!c.district_rings) return [];
  return readAreas(c, 'district', names).map((area, k) => ({
    ...area,
    x: unitX(c.district_lon[k] * AREA_UNIT),
    y: unitY(c.district_lat[k] * AREA_UNIT),
  }));
}
