// Takes what is visible away: GeoJSON, CSV, a picture of the map.
import { iso } from './dates.js';
import { eachShown } from './filter.js';
import { around, articlesOf } from './model.js';
import { eventRecord } from './record.js';

const FLUSH = 2e6; // characters gathered before they become a part of the file
const DANGEROUS = /^[\t\r\n ]*[=+\-@\uff0b\uff0d\uff1d\uff20]|^[\t\r]/; // a spreadsheet would run such a cell

/**
 * A cell of CSV, harmless in a spreadsheet.
 * @param {unknown} value
 */
export function cell(value) {
  if (typeof value === 'number') return String(value);
  let text = String(value ?? '');
  if (DANGEROUS.test(text)) text = `'${text}`;
  return `"${text.replace(/"/g, '""')}"`;
}

/**
 * An event as a flat row: names as in geomap's own tables.
 * @param {Model} model
 * @param {EventRecord} record
 */
export function flatRow(model, record) {
  const { c, head, strings } = model;
  const p = record.place;
  const [first] = record.told;
  const isDrawn = c.place_kind[p] < 2;
  return {
    id: record.id,
    event_type: head.types[record.type],
    sub_event_type: record.sub,
    date_start: iso(record.first),
    date_end: iso(record.last),
    date_grain: record.grain,
    date_basis: record.basis,
    date_wording: record.text.date_wording ?? '',
    date_carried: record.carried,
    place: strings.place_name[p],
    place_id: strings.place_id[p] ?? '',
    place_wording: record.text.place_wording ?? '',
    admin1: around(model, 'admin1', p),
    country: around(model, 'country', p),
    geo_precision: strings.precisions[c.place_precision[p]],
    reach_km: Number(record.text.reach_km ?? '') || null,
    longitude: isDrawn ? round(model.lon(p)) : null,
    latitude: isDrawn ? round(model.lat(p)) : null,
    repair: record.text.repair ?? '',
    harm: record.harm.map((tally) => tally.wording).join('; '),
    actors: record.actors.join('; '),
    initiator: record.text.initiator ?? '',
    target: record.text.target ?? '',
    quote: first.quote,
    claimant: first.claimant,
    title: first.article.title,
    outlet: first.article.outlet,
    published: iso(first.article.day),
    url: first.article.url,
    archive: first.article.archive,
    n_reports: record.told.length,
    status: record.status,
    confidence: Number(record.text.confidence ?? '') || null,
  };
}

/** @param {number} degrees */
const round = (degrees) => Number(degrees.toFixed(5));

/**
 * What the file says about itself: filter, version, licences.
 * @param {Page} page
 */
export function about(page) {
  const { model, state, counts } = page.store;
  const { head } = model;
  const shown = (/** @type {Uint8Array} */ flags, /** @type {string[]} */ names) => names.filter((_, k) => flags[k]);
  return {
    title: head.title,
    made_by: `geomap ${head.notes.version}`,
    filter: {
      date_start: iso(head.day0 + state.first),
      date_end: iso(head.day0 + state.end - 1),
      only_certainly_in_range: state.certain,
      event_types: shown(state.types, head.types),
      geo_precisions: shown(state.precisions, model.strings.precisions),
      actor: state.actor,
      search: state.query,
      articles_hidden: state.articles.reduce((n, on) => n + (on ? 0 : 1), 0),
    },
    events: counts.shown,
    ...(page.records ? { records: page.records.about() } : {}),
    note: 'Machine-coded; not exhaustive; absence is not safety.',
    licences: [...head.notes.licences, head.credit],
  };
}

/**
 * The visible events as a file.
 * @param {Page} page
 * @param {'geojson' | 'csv'} kind
 * @returns {Promise<Blob>}
 */
export async function exported(page, kind) {
  const write = kind === 'csv' ? csvWriter(page) : geojsonWriter(page);
  /** @type {(string | Blob)[]} */
  const parts = [];
  let held = write.head;
  let k = 0;
  for await (const row of rowsOf(page)) {
    held += write.row(row, k++);
    if (held.length < FLUSH) continue;
    parts.push(new Blob([held]));
    held = '';
  }
  return new Blob([...parts, held, write.foot], { type: kind === 'csv' ? 'text/csv' : 'application/geo+json' });
}

/**
 * The visible events, then the visible records, as flat rows.
 * @param {Page} page
 * @returns {AsyncGenerator<FlatRow>}
 */
async function* rowsOf(page) {
  const { store, texts, records } = page;
  const { model } = store;
  /** @type {number[]} */
  const rows = [];
  eachShown(model, store.state, store.pass, (i) => rows.push(i));
  for (const i of rows) {
    const row = flatRow(model, await eventRecord(model, texts, i));
    yield records ? { ...row, ...(await records.extras(i)) } : row;
  }
  if (records) yield* records.rows();
}

/** @typedef {ExportRow} FlatRow */

/** @param {Page} page */
function csvWriter(page) {
  /** @type {string[]} */
  let names = [];
  const said = cell(JSON.stringify(about(page)));
  return {
    head: '\ufeff',
    /** @param {FlatRow} row @param {number} k */
    row(row, k) {
      const isFirst = k === 0;
      if (isFirst) names = Object.keys(row);
      const line = `${names.map((name) => cell(Array.isArray(row[name]) ? row[name].join('; ') : row[name])).join(',')},${isFirst ? said : ''}\r\n`;
      return isFirst ? `${names.join(',')},about\r\n${line}` : line;
    },
    foot: '',
  };
}

/** @param {Page} page */
function geojsonWriter(page) {
  const said = JSON.stringify(about(page));
  return {
    head: `{"type":"FeatureCollection","geomap":${said},"features":[\n`,
    /** @param {FlatRow} row @param {number} k */
    row({ longitude, latitude, ...properties }, k) {
      const geometry = longitude === null || latitude === null ? null : { type: 'Point', coordinates: [longitude, latitude] };
      const feature = { type: 'Feature', id: properties.id, geometry, properties };
      return (k ? ',\n' : '') + JSON.stringify(feature);
    },
    foot: '\n]}\n',
  };
}

/**
 * Hands a file to the reader.
 * @param {Blob} file
 * @param {string} name
 */
export function save(file, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1e4);
}

/**
 * How many articles the visible events rest on.
 * @param {Store} store
 */
export function articlesShown({ model, state, pass }) {
  const seen = new Set();
  eachShown(model, state, pass, (i) => articlesOf(model, i).forEach((a) => seen.add(a)));
  return seen.size;
}
