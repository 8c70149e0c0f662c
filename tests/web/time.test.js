import test from 'node:test';
import assert from 'node:assert/strict';
import { changeText, periodBefore } from '../../geomap/web/panel/deskperiods.js';
import { sumsOf } from '../../geomap/web/data/sums.js';
import { monthsOn, stepped } from '../../geomap/web/panel/player.js';
import { openState, passing } from '../../geomap/web/data/filter.js';
import { sayIn } from '../../geomap/web/text/strings.js';
import { tinyModel } from './tiny.js';
import '../../geomap/web/panel/desk.js';

const day = (text) => Date.parse(text) / 864e5;

test('a month on is the same day, or the last of a shorter month', () => {
  assert.equal(monthsOn(day('2024-01-31'), 1), day('2024-02-29'));
  assert.equal(monthsOn(day('2024-03-15'), -12), day('2023-03-15'));
});

test('the range moves by its step, grows at its end, and stops where the page does', () => {
  const head = { day0: day('2024-01-01'), days: 91 };
  assert.deepEqual(stepped(head, { first: 0, end: 31 }, { by: 1, step: 'month', grows: false }), [31, 60]);
  assert.deepEqual(stepped(head, { first: 0, end: 31 }, { by: 1, step: 'month', grows: true }), [0, 60]);
  assert.deepEqual(stepped(head, { first: 7, end: 14 }, { by: -1, step: 'week', grows: false }), [0, 7]);
  assert.deepEqual(stepped(head, { first: 80, end: 88 }, { by: 1, step: 'week', grows: false }), [87, 91]);
  assert.equal(stepped(head, { first: 84, end: 91 }, { by: 1, step: 'week', grows: false }), null);
  assert.equal(stepped(head, { first: 0, end: 7 }, { by: -1, step: 'week', grows: false }), null);
  assert.equal(stepped(head, { first: 0, end: 7 }, { by: -1, step: 'week', grows: true }), null);
});

test('before whole months lie as many whole months, before other days as many days', () => {
  const day0 = day('2024-01-01');
  assert.deepEqual(periodBefore(day0, { first: 60, end: 91 }), [31, 60]); // March 2024, February 2024
  assert.deepEqual(periodBefore(day0, { first: 10, end: 17 }), [3, 10]);
});

test('a period counts what is sure, and what may be: possible days, doubtful events, ranges of deaths', () => {
  // days 0..9 and 10..19; the second place holds doubtful events
  const model = tinyModel({
    events: [
      [1, 0, 0, 0, 0],
      [2, 0, 1, 0, 0],
      [8, 5, 0, 1, 0],
      [12, 0, 0, 1, 0],
    ],
    places: [
      [0.5, 0.5, 0],
      [0.5, 0.5, 4],
    ],
    figures: { event_killed_best: [3, 0, 0, 6], event_killed_low: [2, 0, 0, 0], event_killed_high: [5, 0, 0, 0] },
  });
  const state = openState(model);
  const pass = new Uint8Array(4);
  passing(model, state, pass);
  const of = (period, isDeaths = false) => {
    const { low, high } = sumsOf(model, state, pass, {
      period,
      groups: 2,
      groupOf: (i) => model.c.event_type[i],
      isDeaths,
    });
    return [[...low], [...high]];
  };
  assert.deepEqual(of([0, 10]), [
    [1, 0],
    [2, 1],
  ]);
  assert.deepEqual(of([10, 20]), [
    [0, 1],
    [0, 2],
  ]);
  assert.deepEqual(of([0, 10], true), [
    [1, 0],
    [4, 0],
  ]);
  assert.deepEqual(of([-5, 0]), [
    [0, 0],
    [0, 0],
  ]);
});

test('a change says only what is certain', () => {
  const lang = sayIn('en');
  assert.equal(changeText(lang, [2, 2], [5, 5]), '+3');
  assert.equal(changeText(lang, [2, 4], [3, 5]), '−1 to +3');
  assert.equal(changeText(lang, [2, 2], [2, 2]), '±0');
});
