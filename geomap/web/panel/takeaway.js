// Takes what is shown away as the command line writes it: GeoJSON, CSV.
import { iso } from '../text/dates.js';
import { eachShown } from '../data/filter.js';
import { eventRecord } from '../data/record.js';
import { eventRow } from '../data/rows.js';
import { keyOf, treeOf } from '../data/placetree.js';
import { takenAs } from '../data/search.js';

const FLUSH = 2e6; // characters gathered before they become a part of the file
const DANGEROUS = /^[\t\r\n ]*[=+\-@\uff0b\uff0d\uff1d\uff20]|^[\t\r\n|%]/; // a spreadsheet would run such a cell

/**
 * A cell of CSV, harmless in a spreadsheet.
 * @param {unknown} value
 */
export function cell(value) {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null || value === undefined) return '';
  let text = String(value);
  if (DANGEROUS.test(text)) text = `'${text}`;
  return `"${text.replace(/"/g, '""')}"`;
}

/**
 * How a search was taken, in the file's words; null where it is words to be found.
 * @param {Model} model
 * @param {string} query
 */
function takenWords(model, query) {
  const taken = takenAs(model, query);
  if (!taken) return null;
  const { places, types, first, last, rest } = taken;
  return {
    ...(places ? { within: keyOf(treeOf(model), places.node) } : {}),
    ...(types.length ? { event_types: types.map((t) => model.head.types[t]) } : {}),
    ...(first !== null && last !== null ? { date_start: iso(first), date_end: iso(last) } : {}),
    ...(rest.length ? { words: rest } : {}),
  };
}

/**
 * Every filter that is set, in words that a reader of the file understands; one that is not set is left out.
 * @param {Page} page
 * @param {[number, number, number, number] | null} view west, south, east, north of the window, when it is a filter too
 */
export function filterOf({ store: { model, state } }, view) {
  const { head, strings } = model;
  const some = (/** @type {string} */ key, /** @type {Uint8Array} */ flags, /** @type {string[]} */ names) =>
    flags.includes(0) ? { [key]: names.filter((_, k) => flags[k]) } : {};
  const set = (/** @type {string} */ key, /** @type {unknown} */ value) => (value ? { [key]: value } : {});
  return {
    date_start: iso(head.day0 + state.first),
    date_end: iso(head.day0 + state.end - 1),
    ...set('only_certainly_in_range', state.certain),
    ...some('event_types', state.types, head.types),
    ...some('geo_precisions', state.precisions, strings.precisions),
    ...some('statuses', state.statuses, head.statuses),
    ...some('harm', state.harms, ['none said', 'killed', 'injured', 'other']),
    ...some('date_basis', state.bases, head.bases),
    ...set('killed_at_least', state.killed),
    ...set('place_sure_at_least', state.trust / 100),
    ...set('event_sure_at_least', state.sure / 100),
    ...set('doubtful', state.doubt),
    ...set('actor', state.actor),
    ...set('within', state.within.length && state.within),
    ...set(
      'inside_ring',
      state.shape?.map(([lat, lon]) => [lon, lat]),
    ), // as all positions of the file
    ...set('search', state.query),
    ...set('search_taken_as', state.query && takenWords(model, state.query)),
    ...set(
      'articles_hidden',
      state.articles.reduce((n, on) => n + (on ? 0 : 1), 0),
    ),
    ...some('datasets', state.sets, head.records?.names ?? []),
    ...set('join', state.join),
    ...set('window', view),
  };
}

/**
 * What the file says about itself: filter, count, version, licences.
 * @param {Page} page
 * @param {Selection} selection
 */
export function about(page, { rows, layer, view }) {
  const { head } = page.store.model;
  return {
    made_by: `geomap ${head.notes.version}`,
    filter: filterOf(page, view),
    [layer]: rows.length,
    ...(layer === 'records' && page.records ? { datasets: page.records.about() } : {}),
    licences: [...new Set([...head.credits, head.credit])],
  };
}

/** @typedef {{rows: number[], layer: 'events' | 'records', view: [number, number, number, number] | null}} Selection */

/**
 * The events (or records) that all filters let through, or those of a list.
 * @param {Page} page
 * @param {Partial<Selection>} [wish] `rows`: of a list, else all that are shown
 * @returns {Selection}
 */
export function selected({ store, records }, { layer = 'events', rows, view = null } = {}) {
  const side = layer === 'records' && records ? records.store : store;
  if (!rows) {
    rows = [];
    const all = rows;
    eachShown(side.model, side.state, side.pass, (i) => all.push(i));
  }
  return { rows: Array.from(rows).sort((a, b) => a - b), layer, view };
}

/**
 * A selection as a file.
 * @param {Page} page
 * @param {'geojson' | 'csv'} kind
 * @param {Selection} [selection]
 * @returns {Promise<Blob>}
 */
export async function exported(page, kind, selection = selected(page)) {
  const said = about(page, selection);
  const write = kind === 'csv' ? csvWriter(said) : geojsonWriter(page, said);
  /** @type {(string | Blob)[]} */
  const parts = [];
  let held = '';
  let k = 0;
  for (const i of selection.rows) {
    held += write.row(await rowOf(page, selection.layer, i), k++);
    if (held.length < FLUSH) continue;
    parts.push(new Blob([held]));
    held = '';
  }
  return new Blob([write.head(), ...parts, held, write.foot], {
    type: kind === 'csv' ? 'text/csv' : 'application/geo+json',
  });
}

/**
 * @param {Page} page
 * @param {'events' | 'records'} layer
 * @param {number} i
 * @returns {Promise<ExportRow>}
 */
async function rowOf({ store, texts, records }, layer, i) {
  if (layer === 'records' && records) return records.row(i);
  const row = await eventRow(store.model, await eventRecord(store.model, texts, i), texts);
  return records ? { ...row, beside: { ...row.beside, ...(await records.extras(i)) } } : row;
}

/** @param {Record<string, unknown>} said */
function csvWriter(said) {
  return {
    head: () => '\ufeff',
    /** @param {ExportRow} row @param {number} k */
    row({ properties }, k) {
      const cells = Object.values(properties).map(cell).join(',');
      if (k) return `${cells},\r\n`;
      return `${Object.keys(properties).join(',')},about\r\n${cells},${cell(JSON.stringify(said))}\r\n`;
    },
    foot: '',
  };
}

/**
 * @param {Page} page
 * @param {Record<string, unknown>} said
 */
function geojsonWriter({ store: { model } }, said) {
  const { head } = model;
  const box = makeBox();
  return {
    head() {
      const bbox = box.get();
      const start = JSON.stringify({
        type: 'FeatureCollection',
        title: head.title,
        ...(bbox ? { bbox } : {}),
        credits: head.credits,
        notes: head.run,
        geomap: said,
      });
      return `${start.slice(0, -1)},"features":[`;
    },
    /** @param {ExportRow} row @param {number} k */
    row({ properties, geometry, beside: { time, ...beside } }, k) {
      box.add(JSON.parse(geometry));
      const feature = JSON.stringify({ type: 'Feature', id: properties.id, ...(time === undefined ? {} : { time }) });
      return `${k ? ',\n' : '\n'}${feature.slice(0, -1)},"geometry":${geometry},${JSON.stringify({ properties, ...beside }).slice(1)}`;
    },
    foot: '\n]}\n',
  };
}

/** Gathers a box around geometries; west is greater than east where the widest empty stretch does not hold the antimeridian. */
function makeBox() {
  /** @type {Set<number>} */
  const lons = new Set();
  let [south, north] = [Infinity, -Infinity];
  /** @param {any} at nested to the depth of the geometry */
  const walk = (at) => {
    if (typeof at[0] !== 'number') return at.forEach(walk);
    lons.add(at[0]);
    south = Math.min(south, at[1]);
    north = Math.max(north, at[1]);
  };
  return {
    /** @param {{coordinates: unknown} | null} geometry */
    add: (geometry) => geometry && walk(geometry.coordinates),
    get() {
      if (!lons.size) return null;
      const sorted = [...lons].sort((a, b) => a - b);
      let [gap, at] = [sorted[0] + 360 - sorted[sorted.length - 1], 0];
      for (let k = 1; k < sorted.length; k++)
        if (sorted[k] - sorted[k - 1] > gap) [gap, at] = [sorted[k] - sorted[k - 1], k];
      return [sorted[at], south, sorted[(at + sorted.length - 1) % sorted.length], north];
    },
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
