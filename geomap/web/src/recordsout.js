// Visible records as rows of an export, beside the events; each side names its matches by id.
import { iso } from './dates.js';
import { around } from './model.js';

/** What only records have; empty in the rows of events. */
const OWN = { dataset: '', type_given: '', killed_low: null, killed_best: null, killed_high: null, headline: '', notes: '', licence: '' };

/**
 * @param {Page} page
 * @param {RecordsCore} records
 * @param {number} event
 */
export async function eventExtras(page, records, event) {
  const ids = (await records.matchesOf(event)).map(async (match) => (await page.texts.record?.row(match.record))?.id ?? '');
  return { layer: 'event', matches: await Promise.all(ids), ...OWN };
}

/**
 * A record as a flat row, with the columns that an event has.
 * @param {Page} page
 * @param {RecordsCore} records
 * @param {number} row
 */
export async function flatRecord(page, records, row) {
  const { model, head } = records;
  const record = await records.record(row);
  const { c, strings } = model;
  const { text, place: p } = record;
  const isDrawn = c.place_kind[p] < 2;
  const matches = await Promise.all(record.matches.map(async ({ event }) => (await page.texts.event.row(event)).id ?? ''));
  return {
    id: record.id,
    event_type: record.type,
    sub_event_type: record.sub,
    date_start: iso(record.first),
    date_end: iso(record.last),
    date_grain: record.grain,
    date_basis: '',
    date_wording: '',
    date_carried: false,
    place: strings.place_name[p],
    place_id: strings.place_id[p] ?? '',
    place_wording: text.place_wording ?? '',
    admin1: around(model, 'admin1', p),
    country: around(model, 'country', p),
    geo_precision: strings.precisions[c.place_precision[p]],
    reach_km: number(text.reach_km),
    longitude: isDrawn ? Number(model.lon(p).toFixed(5)) : null,
    latitude: isDrawn ? Number(model.lat(p).toFixed(5)) : null,
    repair: '',
    harm: '',
    actors: record.actors.join('; '),
    initiator: '',
    target: '',
    quote: '',
    claimant: '',
    title: '',
    outlet: text.outlet ?? '',
    published: '',
    url: text.url ?? '',
    archive: '',
    n_reports: null,
    status: '',
    confidence: null,
    layer: 'record',
    matches,
    dataset: head.names[record.dataset],
    type_given: text.type_given ?? '',
    killed_low: number(text.killed_low),
    killed_best: number(text.killed_best),
    killed_high: number(text.killed_high),
    headline: text.headline ?? '',
    notes: text.notes ?? '',
    licence: head.licences[record.dataset],
  };
}

/** @param {string | undefined} cell */
const number = (cell) => (cell ? Number(cell) : null);

/**
 * What an export says of the records in it.
 * @param {Page} page
 * @param {RecordsCore} records
 */
export function aboutRecords({ store: { state } }, { store, head }) {
  const isOn = (/** @type {unknown} */ _, /** @type {number} */ k) => state.sets[k] > 0;
  return {
    datasets: head.names.filter(isOn),
    licences: head.licences.filter(isOn),
    list: state.join || 'all',
    shown: store.counts.shown,
    private: head.private.filter(isOn).includes(1),
  };
}
