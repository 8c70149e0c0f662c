import test from 'node:test';
import assert from 'node:assert/strict';
import { chartFrame, niceTop } from '../../geomap/web/panel/chart.js';
import { binnedTypes } from '../../geomap/web/data/series.js';
import { openState, passing } from '../../geomap/web/data/filter.js';
import { sayIn } from '../../geomap/web/text/strings.js';
import { deathsAt } from '../../geomap/web/data/weights.js';
import { tinyModel } from './tiny.js';

function page(patch = {}) {
  const kept = (values) => values.map((n) => n + 1); // 0 is kept for "nothing said"
  const figures = {
    event_killed_low: kept([1, -1, 4]),
    event_killed_best: kept([2, -1, 4]),
    event_killed_high: kept([9, -1, -1]),
  };
  const model = tinyModel({
    events: [
      [0, 0, 0, 0, 0],
      [3, 0, 0, 1, 1],
      [30, 9, 1, 0, 2],
    ],
    places: [
      [0.5, 0.5, 0],
      [0.6, 0.5, 0],
    ],
    figures,
  });
  const state = { ...openState(model), ...patch };
  const pass = new Uint8Array(model.head.events);
  passing(model, state, pass);
  return { store: { model, state, pass }, styles: [{ color: '#111' }, { color: '#222' }], lang: sayIn('en') };
}
const sums = ({ series }) => Object.fromEntries(series.map(({ name, values }) => [name, [...values]]));

test('bars count every event once, on its first day, by type', () => {
  for (const grain of ['day', 'week', 'month']) {
    const { series } = binnedTypes(page(), { from: 0, to: 40, width: 400, grain });
    assert.equal(
      series.reduce((n, { values }) => n + values.reduce((a, b) => a + b, 0), 0),
      3,
      grain,
    );
  }
  const { series, edges } = binnedTypes(page(), { from: 0, to: 40, width: 400, grain: 'day' });
  assert.equal(edges.length, 41);
  assert.equal(series[0].values[30], 1);
});

test('deaths are bars of the best figure with a band from lowest to highest', () => {
  const { series, whiskers } = binnedTypes(page(), { from: 0, to: 40, width: 400, grain: 'day', figure: 'deaths' });
  assert.deepEqual(
    series.map(({ name }) => name),
    ['Battles'],
  );
  assert.equal(series[0].values[0], 2);
  assert.deepEqual(whiskers[0], [1, 9]);
  assert.deepEqual(whiskers[30], [4, 4]);
});

test('bars can be split by anything that gives events a group', () => {
  const groups = [
    { name: 'north', color: '#000' },
    { name: 'south', color: '#111' },
  ];
  const { c } = page().store.model;
  const told = sums(
    binnedTypes(page(), { from: 0, to: 40, width: 400, grain: 'month', groups, by: (i) => c.event_place[i] }),
  );
  assert.equal(
    told.north.reduce((a, b) => a + b, 0),
    2,
  );
  assert.equal(
    told.south.reduce((a, b) => a + b, 0),
    1,
  );
});

test('a pointer finds the bar under it, and none beside them', () => {
  const { x, barAt } = chartFrame(500, 7);
  for (let b = 0; b < 7; b++) assert.equal(barAt((x(b) + x(b + 1)) / 2), b);
  assert.equal(barAt(3), -1);
  assert.equal(barAt(499), -1);
});

test('marks by deaths sum the best figures by mark and type; who is not said to be dead counts for none', () => {
  const { store } = page();
  const level = { slot: Uint32Array.from([0, 1]), size: 2 };
  const { by, slots, top } = deathsAt(store.model, store.state, store.pass, level);
  assert.deepEqual([...slots], [2, 4]);
  assert.deepEqual([...by], [2, 0, 4, 0]);
  assert.equal(top, 4);
});

test('an event that is known only to a longer time than a bar is in none, and is counted apart', () => {
  const told = (grain) => binnedTypes(page(), { from: 0, to: 40, width: 400, grain, fitting: true });
  assert.equal(told('week').left, 1); // ten days
  assert.equal(told('month').left, 0);
  assert.equal(
    told('week').series.reduce((n, { values }) => n + values.reduce((a, b) => a + b, 0), 0),
    2,
  );
});

test('the highest bar takes two thirds of a chart at least, and the scale has a half that can be written', () => {
  for (const [most, top] of [
    [1, 1],
    [3, 4],
    [9, 10],
    [13, 20],
    [104, 150],
    [208, 250],
    [260, 300],
    [5100, 6000],
    [16566, 20000],
  ])
    assert.equal(niceTop(most), top);
  for (let most = 41; most < 40000; most += 7) {
    assert.ok(most / niceTop(most) > 0.66, String(most));
    assert.ok(Number.isInteger(niceTop(most) / 2));
  }
});
