// Records as rows of an export, with the columns of geomap's table of records; each side names its matches by id.
import { iso } from '../text/dates.js';
import { columnsOf, placeCell, pointOf, timeOf } from '../data/rows.js';

const OF_PLACES = [
  'place',
  'place_id',
  'country',
  'admin1',
  'admin2',
  'geo_precision',
  'reach_km',
  'longitude',
  'latitude',
];

/**
 * What an event says of the records that may be the same, best first.
 * @param {Page} page
 * @param {RecordsCore} records
 * @param {number} event
 */
export async function eventExtras(page, records, event) {
  const matches = await records.matchesOf(event);
  if (!matches.length) return {};
  return {
    records: await Promise.all(
      matches.map(async ({ record, score }) => ({
        id: (await page.texts.record?.row(record))?.id ?? '',
        score: Number(score.toFixed(3)),
      })),
    ),
  };
}

/**
 * A record as files have it, with the events that may be the same.
 * @param {Page} page
 * @param {RecordsCore} records
 * @param {number} row
 * @returns {Promise<ExportRow>}
 */
export async function recordRow(page, records, row) {
  const { model, head } = records;
  const record = await records.record(row);
  /** @type {Record<string, unknown>} */
  const told = {
    event_type: record.type,
    sub_event_type: record.sub,
    date_start: iso(record.first),
    date_end: iso(record.last),
    date_grain: record.grain,
    actors: record.actors.join('; '),
    source: head.sources[record.dataset],
    licence: head.licences[record.dataset],
    private: head.private[record.dataset] > 0,
  };
  const properties = columnsOf(
    head.columns,
    { ...record.text, geocoded: record.text.geocoded ? 'true' : '' },
    (name) => (OF_PLACES.includes(name) ? placeCell(model, name, record.place) : told[name]),
  );
  const events = await Promise.all(
    record.matches.map(async ({ event, score }) => ({
      id: (await page.texts.event.row(event)).id ?? '',
      score: Number(score.toFixed(3)),
    })),
  );
  return {
    properties,
    geometry: pointOf(properties),
    beside: { time: timeOf(record), ...(events.length ? { events } : {}) },
  };
}

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
