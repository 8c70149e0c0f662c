// A page with others' records: their layer, controls and cards; and the handle that tests and benchmarks hold.
import test from 'node:test';
import assert from 'node:assert/strict';
import { tinyTexts } from './tiny.js';
import { openPage, tinyData } from './window.js';
import '../../geomap/web/records/recordspart.js';
import '../../geomap/web/measure.js';

const records = tinyData().model;
Object.assign(records.head, {
  names: ['Ours', 'Theirs', 'Third'],
  sources: ['', '', ''],
  licences: ['CC BY', '', ''],
  private: [0, 0, 0],
});
const joined = {
  event: Uint32Array.of(0),
  record: Uint32Array.of(1),
  score: Uint32Array.of(80),
  days: Uint32Array.of(1),
  km: Uint32Array.of(2),
  byRecord: Uint32Array.of(0),
};
const LINKS = [
  { url: 'https://example.org/0' },
  { url: 'https://example.org/1', more_urls: 'https://example.org/2 https://example.org/3' },
];
const data = tinyData({
  texts: {
    record: tinyTexts(
      records.c.event_place.reduce((rows, _, k) => [...rows, { id: `r${k}`, event_type: 'Battles', ...LINKS[k] }], []),
    ),
    match: tinyTexts([{ why: 'the same day' }]),
  },
});
data.model.head.records = records.head;
data.others = { model: records, joined };
const { page, layer } = await openPage({ data });
const rest = () => new Promise((resolve) => setTimeout(resolve, 60));
const byId = (id) => document.getElementById(id);

test('records are counted beside the events and drawn as diamonds', () => {
  assert.equal(page.records.store.counts.shown, 4);
  const diamonds = layer.marks.filter(({ isRecord }) => isRecord);
  assert.equal(diamonds.length, 3);
  assert.ok(diamonds.some(({ hasMatch }) => hasMatch));
  assert.match(byId('gm-legend').textContent, /record/i);
});

test('a dataset is switched off and on, and a list of the join is a filter', async () => {
  page.records.choose('records');
  await rest();
  assert.equal(page.records.store.counts.shown, 3);
  page.records.choose('matched');
  await rest();
  assert.equal(page.records.store.counts.shown, 1);
  assert.equal(page.store.counts.shown, 1);
  page.records.choose('');
  await rest();
  assert.equal(page.store.counts.shown, 4);
});

test('the card of a record names the event that may be the same, that of the event the record', async () => {
  await window.geomap.openRecord(1);
  assert.match(byId('gm-sheet-body').textContent, /Theirs|Ours/);
  assert.match(byId('gm-sheet-body').textContent, /the same day/);
  await window.geomap.openEvent(0);
  assert.match(byId('gm-sheet-body').textContent, /They said so 0/);
});

test('every link of a record stands on its card', async () => {
  const links = () => [...byId('gm-sheet-body').querySelectorAll('.gm-source a')].map((a) => [a.textContent, a.href]);
  await window.geomap.openRecord(1);
  assert.deepEqual(links(), [
    ['Open the source', 'https://example.org/1'],
    ['2', 'https://example.org/2'],
    ['3', 'https://example.org/3'],
  ]);
  await window.geomap.openRecord(0);
  assert.deepEqual(links(), [['Open the source', 'https://example.org/0']]);
  await window.geomap.openRecord(2);
  assert.deepEqual(links(), []);
});

test('the handle says what is shown, the marks and the bars, and turns the range', async () => {
  await rest();
  const { geomap } = window;
  assert.equal(geomap.shown, 4);
  assert.equal(geomap.marks.length, 3);
  assert.equal(geomap.records.marks.length, 3);
  assert.equal(
    geomap.histogram.sure.reduce((sum, n) => sum + n, 0) + geomap.histogram.possible.reduce((sum, n) => sum + n, 0) > 0,
    true,
  );
  geomap.setRangeFrac(0, 0.25);
  assert.equal(page.store.state.end, 3);
});
