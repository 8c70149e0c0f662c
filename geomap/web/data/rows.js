// An event as files have it: the columns of geomap's own tables, in their order and with their kinds.
import { iso } from '../text/dates.js';
import { AREA, around, GHOST, MARK } from './model.js';

const EMPTY = '\u0018'; // the cell is empty, whatever the page's columns say
const DIGITS = 7; // of a degree
const UNITS = { month: 7, year: 4 }; // signs of an ISO date that name the unit

/**
 * What the page tells from its columns, by the name of the column; all others travel as text.
 * @type {Record<string, (model: Model, record: EventRecord) => unknown>}
 */
const TOLD = {
  event_type: ({ head }, { type }) => head.types[type],
  sub_event_type: (_, { sub }) => sub,
  date_start: (_, { first }) => iso(first),
  date_end: (_, { last }) => iso(last),
  date_grain: (_, { grain }) => grain,
  date_basis: (_, { basis }) => basis,
  date_carried: (_, { carried }) => carried,
  ...Object.fromEntries(
    ['place', 'place_id', 'country', 'admin1', 'admin2', 'geo_precision', 'reach_km', 'longitude', 'latitude'].map(
      (name) => [
        name,
        (/** @type {Model} */ model, /** @type {{place: number}} */ { place }) => placeCell(model, name, place),
      ],
    ),
  ),
  ...Object.fromEntries(
    ['low', 'best', 'high'].map((end) => [
      `killed_${end}`,
      (/** @type {Model} */ { c }, /** @type {EventRecord} */ { row }) => (c[`event_killed_${end}`][row] || NaN) - 1,
    ]),
  ),
  actors: (_, { actors }) => actors.join('; '),
  claimant: (_, { told }) => told[0].claimant,
  quote: (_, { told }) => told[0].quote,
  title: (_, { told }) => told[0].article.title,
  url: (_, { told }) => told[0].article.url,
  archive: (_, { told }) => told[0].article.archive,
  outlet: (_, { told }) => told[0].article.outlet,
  published: (_, { told }) => iso(told[0].article.day),
  article_id: (_, { told }) => told[0].article.id,
  n_reports: (_, { told }) => told.length,
  status: (_, { status }) => status,
};

/**
 * The row of an event.
 * @param {Model} model
 * @param {EventRecord} record
 * @param {Texts} texts
 * @returns {Promise<ExportRow>}
 */
export async function eventRow(model, record, texts) {
  const properties = withTimes(columnsOf(model.head.columns, record.text, (name) => TOLD[name]?.(model, record)));
  const told = model.head.annotated
    ? record.told.map((report) => annotation(report, String(properties.place_id ?? '')))
    : [];
  const beside = { time: timeOf(record), annotations: told };
  return { properties, geometry: await shapeOf(model, record.place, properties, texts), beside };
}

/**
 * The cells of a row, longitude and latitude last.
 * @param {Head['columns']} columns
 * @param {Record<string, string>} text
 * @param {(name: string) => unknown} told what the page's columns say
 */
export function columnsOf(columns, text, told) {
  /** @type {Record<string, unknown>} */
  const row = {};
  for (const [name, kind, empty] of [
    ...columns,
    .../** @type {Head['columns']} */ ([
      ['longitude', 'real', null],
      ['latitude', 'real', null],
    ]),
  ]) {
    const cell = text[name] || told(name);
    row[name] = cell === EMPTY ? empty : typed(cell ?? '', kind, empty);
  }
  return row;
}

/**
 * @param {unknown} cell
 * @param {ColumnKind} kind
 * @param {string | null} empty
 */
function typed(cell, kind, empty) {
  if (kind === 'flag') return cell === true || cell === 'true';
  if (kind === 'whole' || kind === 'real') return cell === '' || Number.isNaN(Number(cell)) ? null : Number(cell);
  return cell === '' ? empty : String(cell);
}

/**
 * What a place tells of a column; an area with an outline and a place off the map have no position of their own.
 * @param {Model} model
 * @param {string} name
 * @param {number} p
 */
export function placeCell(model, name, p) {
  const { c, strings } = model;
  if (name === 'place') return strings.place_name[p];
  if (name === 'place_id') return strings.place_id[p] ?? '';
  if (name === 'geo_precision') return strings.precisions[c.place_precision[p]];
  if (name === 'reach_km') return c.place_reach[p] ? Number((model.reach(p) / 1000).toFixed(1)) : '';
  if (name === 'longitude' || name === 'latitude') {
    const isPoint = c.place_kind[p] === MARK || (c.place_kind[p] === AREA && !c.place_area[p]);
    return isPoint ? Number((name === 'longitude' ? model.lon(p) : model.lat(p)).toFixed(DIGITS)) : '';
  }
  return around(model, /** @type {'country'} */ (name), p);
}

/**
 * Puts the times that every tool reads behind the id.
 * @param {Record<string, unknown>} row
 * @returns {Record<string, unknown>}
 */
function withTimes({ id, ...rest }) {
  const { date_start: first, date_end: last, date_grain: grain } = /** @type {Record<string, string>} */ (rest);
  return { id, start: `${first}T00:00:00Z`, end: `${last}T23:59:59Z`, date_edtf: edtf(first, last, grain), ...rest };
}

/**
 * An interval of days in the Extended Date/Time Format: 2023-02-10, 2022-03, 2022-03-07/2022-03-13.
 * @param {string} first
 * @param {string} last
 * @param {string} grain
 */
export function edtf(first, last, grain) {
  if (first === last) return first;
  const size = /** @type {Record<string, number>} */ (UNITS)[grain];
  const shift = (/** @type {string} */ day, /** @type {number} */ by) =>
    iso(Date.parse(day) / 864e5 + by).slice(0, size);
  const unit = size && first.slice(0, size);
  return unit && unit === last.slice(0, size) && shift(first, -1) !== unit && shift(last, 1) !== unit
    ? unit
    : `${first}/${last}`;
}

/** @param {{first: number, last: number}} record */
export const timeOf = ({ first, last }) =>
  first === last ? { date: iso(first) } : { interval: [iso(first), iso(last)] };

/**
 * The geometry as JSON: an area's outline where it is known, else the point, else null.
 * @param {Model} model
 * @param {number} place
 * @param {Record<string, unknown>} row
 * @param {Texts} texts
 */
async function shapeOf({ c }, place, row, texts) {
  const area = c.place_kind[place] < GHOST && c.place_area[place];
  if (area) return (await texts.area.row(area - 1)).geometry;
  return pointOf(row);
}

/** @param {Record<string, unknown>} row */
export const pointOf = ({ longitude, latitude }) =>
  longitude === null || latitude === null
    ? 'null'
    : JSON.stringify({ type: 'Point', coordinates: [longitude, latitude] });

/**
 * A report as a W3C Web Annotation that ties the place's words to the place; positions count code points.
 * @param {Told} report
 * @param {string} placeId
 */
function annotation({ quote, place, offset, article }, placeId) {
  const letters = Array.from(quote);
  const [start, end] = place && place[1] <= letters.length ? place : [0, letters.length];
  const cut = (/** @type {number} */ from, /** @type {number} */ to) => letters.slice(from, to).join('');
  const at = offset ?? 0;
  const body = placeId.startsWith('geonames:') ? `https://sws.geonames.org/${placeId.slice(9)}/` : placeId;
  return {
    type: 'Annotation',
    motivation: 'identifying',
    ...(body ? { body } : {}),
    target: {
      source: article.url || `urn:geomap:article:${article.id}`,
      selector: [
        { type: 'TextQuoteSelector', exact: cut(start, end), prefix: cut(0, start), suffix: cut(end, letters.length) },
        { type: 'TextPositionSelector', start: at + start, end: at + end },
      ],
    },
  };
}
