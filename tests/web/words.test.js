import test from 'node:test';
import assert from 'node:assert/strict';
import { dayText, fromIso, intervalText, iso, monthTicks, stretchGrain } from '../../geomap/web/text/dates.js';
import { cutDays } from '../../geomap/web/data/bins.js';
import { cutQuote, eventRecord, tallyText } from '../../geomap/web/data/record.js';
import { KEYS, LANGUAGES, sayIn } from '../../geomap/web/text/strings.js';
import { webAddress } from '../../geomap/web/text/dom.js';
import { rowsInSight } from '../../geomap/web/panel/vlist.js';
import { short } from '../../geomap/web/map/draw.js';
import { cell, exported } from '../../geomap/web/panel/takeaway.js';
import { edtf, eventRow } from '../../geomap/web/data/rows.js';
import { kindText, TERMS } from '../../geomap/web/text/kinds.js';
import { creditNames } from '../../geomap/web/panel/credit.js';
import { dotted } from '../../geomap/web/text/names.js';
import { openState } from '../../geomap/web/data/filter.js';
import { tinyModel, tinyTexts } from './tiny.js';

const FEB_10 = fromIso('2023-02-10');

test('days go to ISO and back; what is no day is not a number', () => {
  assert.equal(iso(FEB_10), '2023-02-10');
  assert.ok(Number.isNaN(fromIso('soon')));
  assert.equal(dayText(FEB_10, 'en'), '10 Feb 2023');
});

test('the end of a month is several days, not a month', () => {
  assert.equal(stretchGrain({ first: 20, last: 30, grain: 'month' }), 'span');
  assert.equal(stretchGrain({ first: 0, last: 27, grain: 'month' }), 'month');
  assert.equal(stretchGrain({ first: 0, last: 180, grain: 'year' }), 'span');
  assert.equal(stretchGrain({ first: 3, last: 4, grain: 'span' }), 'span');
});

test('a whole month is written as a month, never as its middle', () => {
  const [first, last] = [fromIso('2022-03-01'), fromIso('2022-03-31')];
  assert.equal(intervalText(first, last, 'month', 'en'), 'March 2022');
  assert.equal(intervalText(first, last - 1, 'month', 'en'), '1 Mar 2022 – 30 Mar 2022');
  assert.equal(intervalText(fromIso('2022-01-01'), fromIso('2022-12-31'), 'year', 'en'), '2022');
});

test('ticks stand on first days of months', () => {
  assert.deepEqual(monthTicks(FEB_10, FEB_10 + 60, 1).map(iso), ['2023-03-01', '2023-04-01']);
});

test('every day falls into exactly one bar, for every width', () => {
  for (const width of [20, 60, 200, 900, 4000]) {
    const { edges, binOf } = cutDays(FEB_10, 0, 900, width);
    for (let day = 0; day < 900; day++) {
      const bin = binOf(day);
      assert.ok(edges[bin] <= day && day < edges[bin + 1], `${width} ${day}`);
    }
  }
});

test('bars of weeks begin on Mondays', () => {
  const { name, edges } = cutDays(FEB_10, 0, 400, 200);
  assert.equal(name, 'week');
  assert.equal(new Date((FEB_10 + edges[1]) * 864e5).getUTCDay(), 1);
});

test('a quote is cut at its marks in code points; marks that overlap give way', () => {
  assert.deepEqual(cutQuote('😀 Kharviv hit', { place: [2, 9], cue: [10, 13] }), [
    { text: '😀 ', mark: '' },
    { text: 'Kharviv', mark: 'place' },
    { text: ' ', mark: '' },
    { text: 'hit', mark: 'cue' },
  ]);
  assert.deepEqual(cutQuote('abc', { place: [0, 2], cue: [1, 3] }), [
    { text: 'ab', mark: 'place' },
    { text: 'c', mark: '' },
  ]);
  assert.deepEqual(cutQuote('abc', { place: [2, 9] }), [{ text: 'abc', mark: '' }]);
});

test('a tally says its range, an open end, or nothing it does not know', () => {
  const tally = { what: 'killed', whom: 'civilians', wording: '' };
  assert.equal(tallyText({ ...tally, low: 2, best: 3, high: 5 }), '2–5 civilians killed');
  assert.equal(tallyText({ ...tally, low: 17, best: 17, high: null }), '17+ civilians killed');
  assert.equal(tallyText({ ...tally, low: null, best: null, high: null }), 'civilians killed');
});

test('each language has every string, and each fills its blanks', () => {
  for (const language of LANGUAGES) {
    const { say } = sayIn(language);
    for (const key of KEYS) assert.ok(say(key).length > 0, `${language} ${key}`);
    assert.ok(say('position', { k: 1, n: 2000 }).includes('1'));
  }
  const blanks = (text) =>
    [...text.matchAll(/\{(\w+)\}/g)]
      .map((found) => found[1])
      .sort()
      .join();
  for (const key of KEYS) {
    const texts = LANGUAGES.map((language) =>
      blanks(sayIn(language).say(key, new Proxy({}, { get: (_, name) => `{${String(name)}}` }))),
    );
    assert.equal(new Set(texts).size, 1, key);
  }
});

test('one of a kind is told in the singular', () => {
  const { say } = sayIn('en');
  assert.equal(say('nearby', { place: 'Bakhmut', n: 1 }), 'Bakhmut and 1 place nearby');
  assert.equal(say('nearby', { place: 'Bakhmut', n: 1200 }), 'Bakhmut and 1,200 places nearby');
  for (const key of KEYS) assert.doesNotMatch(say(key, { n: 1, m: 1, all: 1 }), /\b1 \w+s\b|[|]/, key);
});

test('only web addresses become links', () => {
  assert.equal(webAddress('https://a.example/x'), 'https://a.example/x');
  for (const bad of [
    'javascript:alert(1)',
    'data:text/html,x',
    ' javascript:alert(1)',
    'java\nscript:1',
    '',
    undefined,
    'http://',
    '//x.example',
  ])
    assert.equal(webAddress(bad), null, String(bad));
});

test('a list longer than a box can be still shows its last row at the end', () => {
  const list = { rows: 1e6, rowHeight: 70, tallest: 6e6, height: 700 };
  assert.equal(rowsInSight({ ...list, scrolled: 0 }).from, 0);
  assert.equal(rowsInSight({ ...list, scrolled: 6e6 - 700 }).to, 1e6);
});

test('large numbers are short', () => {
  assert.deepEqual([7, 999, 1000, 12345, 999499, 1e6, 2.54e6].map(short), [
    '7',
    '999',
    '1k',
    '12k',
    '999k',
    '1M',
    '2.5M',
  ]);
});

test('a cell that a spreadsheet would run is defused', () => {
  for (const bad of ['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '\r=1', '＝1'])
    assert.ok(cell(bad).startsWith(`"'`), bad);
  assert.equal(cell('a "quoted" word'), '"a ""quoted"" word"');
  assert.equal(cell(-3.5), '-3.5');
});

const TEXTS = {
  area: tinyTexts([]),
  event: tinyTexts([
    {
      id: 'e1',
      harm: '[{"what":"killed","low":1,"best":1,"high":1,"wording":"one man","whom":""}]',
      quantities: 'not json',
      reach_km: '2',
    },
  ]),
  report: tinyTexts([{ quote: '=cmd', claimant: '', marks: '!$  ' }]),
  article: tinyTexts([{ title: 'Headline', url: 'https://a.example' }, { title: '' }, { title: '' }]),
  reject: tinyTexts([]),
};

test('an event is put together from its columns and texts', async () => {
  const model = tinyModel({ events: [[4, 0, 0, 1, 0]] });
  const record = await eventRecord(model, TEXTS, 0);
  assert.equal(iso(record.first), iso(19004));
  assert.deepEqual(record.told[0].place, [0, 3]);
  assert.equal(record.told[0].cue, null);
  assert.equal(record.harm[0].wording, 'one man');
  assert.deepEqual(record.counted, []);
  assert.equal((await eventRow(model, record, TEXTS)).properties.event_type, 'Protests');
});

test('the exports hold what is shown, with filter and licences, formulas defused', async () => {
  const model = tinyModel({ events: [[4, 0, 0, 1, 0]] });
  const page = {
    texts: TEXTS,
    records: null,
    store: { model, state: openState(model), pass: Uint8Array.of(1), counts: { shown: 1 } },
  };
  const geojson = JSON.parse(await (await exported(page, 'geojson')).text());
  assert.equal(geojson.features.length, 1);
  assert.deepEqual(geojson.features[0].geometry.coordinates, [30, 50]);
  assert.ok(geojson.geomap.licences.includes('Made by a test'));
  assert.equal(geojson.geomap.events, 1);
  const csv = await (await exported(page, 'csv')).text();
  assert.ok(csv.includes(`"'=cmd"`));
  assert.ok(csv.startsWith('id,start,end,date_edtf,event_type'));
});

test('an interval is written as its unit only when it fills it', () => {
  assert.equal(edtf('2022-03-01', '2022-03-31', 'month'), '2022-03');
  assert.equal(edtf('2022-03-01', '2022-03-30', 'month'), '2022-03-01/2022-03-30');
  assert.equal(edtf('2022-01-01', '2022-12-31', 'year'), '2022');
  assert.equal(edtf('2022-03-07', '2022-03-07', 'day'), '2022-03-07');
});

test('each kind of event has plain words in each language', () => {
  for (const term of TERMS)
    for (const language of ['uk', 'ru']) assert.notEqual(kindText({ language }, term), term, `${language} ${term}`);
  assert.equal(kindText({ language: 'en' }, 'Non-state actor overtakes territory'), 'Territory taken');
  assert.equal(kindText({ language: 'en' }, 'a term that nobody knows'), 'a term that nobody knows');
});

test('a credit names each of whom the lines speak once, OpenStreetMap as it asks for', () => {
  const lines = [
    'GeoNames (geonames.org), CC BY 4.0',
    'Natural Earth',
    'Outlines in Ukraine: © OpenStreetMap contributors, ODbL 1.0',
    'Basemap: Natural Earth (public domain).',
  ];
  assert.deepEqual(creditNames(lines), ['GeoNames', 'Natural Earth', '© OpenStreetMap contributors', 'Leaflet']);
});

test('a right-to-left outlet keeps its direction beside a date', () => {
  assert.equal(dotted('الجزيرة', '3 Jan 2023'), '\u2068الجزيرة\u2069 · 3 Jan 2023');
  assert.equal(dotted('Wire', '', null, '3 Jan 2023'), 'Wire · 3 Jan 2023');
});
