// A model of a few events, written as plain columns, for the tests of the page's thinking.
import { ghostsOf, starts } from '../../geomap/web/data/model.js';
import { byWeight } from '../../geomap/web/data/clusters.js';

/**
 * Events as [first day, days longer, place, type, article], in order of the first day; places as [x, y, kind] on the unit square.
 */
export function tinyModel({
  events,
  places = [[0.5, 0.5, 0]],
  articles = 3,
  days = 40,
  types = ['Battles', 'Protests'],
  later = [],
  actors = [''],
  figures = {},
}) {
  const column = (k) => Uint32Array.from(events, (event) => event[k]);
  const dayEvents = new Uint32Array(days);
  for (const [day] of events) dayEvents[day]++;
  const reports = new Uint32Array(events.length).fill(1);
  for (const [event] of later) reports[event]++;
  const weight = new Uint32Array(places.length);
  for (const event of events) weight[event[2]]++;
  const c = {
    day_events: dayEvents,
    event_longer: column(1),
    event_place: column(2),
    event_type: column(3),
    event_article: column(4),
    event_state: Uint32Array.from(events, (event) => event[5] ?? 0),
    event_when: new Uint32Array(events.length),
    event_sub: new Uint32Array(events.length),
    event_actors: Uint32Array.from(events, (event) => event[6] ?? 0),
    event_reports: reports,
    ...Object.fromEntries(
      ['killed_low', 'killed_best', 'killed_high', 'trust', 'confidence'].map((name) => [
        `event_${name}`,
        Uint32Array.from(figures[`event_${name}`] ?? events.map(() => 0)),
      ]),
    ),
    later_event: Uint32Array.from(later, ([event]) => event),
    later_article: Uint32Array.from(later, ([, article]) => article),
    article_day: Uint32Array.from({ length: articles }, (_, a) => 19000 + a),
    article_outlet: new Uint32Array(articles),
    place_kind: Uint32Array.from(places, ([, , kind]) => kind),
    place_precision: new Uint32Array(places.length),
    place_area: new Uint32Array(places.length),
    place_district: Uint32Array.from(places, ([, , , district]) => district ?? 0),
    place_country: new Uint32Array(places.length),
    place_admin1: new Uint32Array(places.length),
    place_admin2: new Uint32Array(places.length),
    place_reach: new Uint32Array(places.length).fill(20),
  };
  const x = Float64Array.from(places, ([px]) => px);
  const y = Float64Array.from(places, ([, py]) => py);
  return {
    head: {
      events: events.length,
      articles,
      places: places.length,
      day0: 19000,
      days,
      unit: 1e-5,
      annotated: false,
      credits: ['Made by a test'],
      run: {},
      columns: [
        ['id', 'text', null],
        ['event_type', 'text', ''],
        ['date_start', 'day', null],
        ['date_end', 'day', null],
        ['place', 'text', null],
        ['quote', 'text', null],
        ['reach_km', 'real', null],
      ],
      types,
      grains: ['day', 'span', 'week', 'month', 'year'],
      bases: ['stated', 'weekday', 'relative', 'published'],
      statuses: ['machine', 'confirmed', 'rejected'],
      notes: { version: '0', licences: ['Names: GeoNames'], counts: [], rejects: [] },
      title: 'Tiny',
      credit: 'Basemap',
    },
    c,
    strings: {
      precisions: ['settlement'],
      place_name: places.map((_, p) => `Place ${p}`),
      place_id: places.map(() => ''),
      country: ['UA'],
      admin1: [''],
      admin2: [''],
      outlets: ['Wire'],
      subs: [''],
      actors,
    },
    x,
    y,
    order: byWeight(weight, (p) => c.place_kind[p] === 0),
    weight,
    dayStart: starts(dayEvents),
    reportStart: starts(reports),
    fuzzy: Uint32Array.from(events.flatMap((event, i) => (event[1] ? [i] : []))),
    areas: [],
    districts: [],
    areaPlaces: new Uint32Array(0),
    ...ghostsOf(c, weight),
    reach: () => 2000,
    lat: () => 50,
    lon: () => 30,
  };
}

/** A store of text that holds its rows in memory. */
export const tinyTexts = (rows, per = 512) => ({
  n: rows.length,
  per,
  blocks: Math.ceil(rows.length / per),
  column: async (k, field) => rows.slice(k * per, (k + 1) * per).map((row) => row[field] ?? ''),
  row: async (i) => rows[i] ?? {},
  peek: (i) => rows[i],
});
