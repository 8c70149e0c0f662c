import test from 'node:test';
import assert from 'node:assert/strict';
import {
  articleCounts,
  binned,
  dayCounts,
  eachShown,
  isCertain,
  openState,
  passing,
  tally,
  stretchFor,
} from '../../geomap/web/data/filter.js';
import { clusterSteps, numberSteps, runToEnd } from '../../geomap/web/data/clusters.js';
import { tinyModel } from './tiny.js';

const EVENTS = [
  [0, 0, 0, 0, 0],
  [3, 0, 0, 1, 1],
  [3, 9, 1, 0, 1], // days 3 to 12
  [10, 0, 1, 1, 2],
  [20, 4, 0, 0, 2], // days 20 to 24
];
const PLACES = [
  [0.5, 0.5, 0],
  [0.6, 0.5, 0],
];

function set(patch, more = {}) {
  const model = tinyModel({ events: EVENTS, places: PLACES, ...more });
  const state = { ...openState(model), ...patch };
  const pass = new Uint8Array(model.head.events);
  passing(model, state, pass);
  const level = runToEnd(clusterSteps(model, 10));
  const shown = [];
  eachShown(model, state, pass, (i) => shown.push(i));
  return { model, state, pass, level, shown, counts: tally(model, state, pass, level) };
}

test('without a filter every event is shown and certain', () => {
  const { shown, counts } = set({});
  assert.deepEqual(shown, [0, 1, 2, 3, 4]);
  assert.equal(counts.shown, 5);
  assert.equal(counts.unsure, 0);
});

test('an event that only overlaps the range is possibly in it', () => {
  const { shown, counts } = set({ first: 10, end: 22 });
  assert.deepEqual(shown, [2, 3, 4]);
  assert.equal(counts.shown, 3);
  assert.equal(counts.unsure, 2);
});

test('an event that is only possibly in range is left out when certainty is asked', () => {
  const { shown, counts } = set({ first: 10, end: 22, certain: true });
  assert.deepEqual(shown, [3]);
  assert.equal(counts.shown, 1);
});

test('the list and the count agree for every range', () => {
  for (let first = 0; first < 30; first++) {
    for (let end = first + 1; end < 31; end++) {
      for (const certain of [false, true]) {
        const { shown, counts } = set({ first, end, certain });
        assert.equal(shown.length, counts.shown, `${first} ${end} ${certain}`);
      }
    }
  }
});

test('certainty of a single event follows the range', () => {
  const { model, state } = set({ first: 3, end: 13 });
  assert.equal(isCertain(model, state, 2), true);
  assert.equal(isCertain(model, { ...state, end: 12 }, 2), false);
});

test('a type that is off is counted for the legend but not shown', () => {
  const { shown, counts } = set({ types: Uint8Array.of(1, 0) });
  assert.deepEqual(shown, [0, 2, 4]);
  assert.deepEqual([...counts.types], [3, 2]);
  assert.equal(counts.shown, 3);
});

test('an event stays as long as one of its articles does', () => {
  const later = [[0, 2]];
  assert.deepEqual(set({ articles: Uint8Array.of(0, 0, 1) }, { later }).shown, [0, 3, 4]);
  assert.deepEqual(set({ articles: Uint8Array.of(0, 1, 0) }, { later }).shown, [1, 2]);
});

test('each article counts the events that it reports, also as a second report', () => {
  const { model, state, pass } = set(
    {},
    {
      later: [
        [0, 2],
        [3, 0],
      ],
    },
  );
  assert.deepEqual([...articleCounts(model, state, pass)], [2, 2, 3]);
});

test('status, harm and actor filter what they name', () => {
  const events = [
    [0, 0, 0, 0, 0, 1, 1],
    [1, 0, 0, 0, 0, 8, 0],
    [2, 0, 0, 0, 0, 0, 2],
  ];
  const actors = ['', 'Army', 'Army; Police'];
  assert.deepEqual(set({ statuses: Uint8Array.of(0, 1, 1) }, { events, actors }).shown, [0]);
  assert.deepEqual(set({ harms: Uint8Array.of(0, 1, 1, 1) }, { events, actors }).shown, [1]);
  assert.deepEqual(set({ actor: 'Police' }, { events, actors }).shown, [2]);
  assert.deepEqual(set({ actor: 'Army' }, { events, actors }).shown, [0, 2]);
});

test('the dead, the sureness and the places narrow what is shown; what nobody knows is no reason to doubt', () => {
  const events = [
    [0, 0, 0, 0, 0],
    [1, 0, 1, 0, 0],
    [2, 0, 0, 0, 0],
  ];
  const figures = { event_killed_best: [0, 13, 3], event_trust: [0, 51, 91], event_confidence: [101, 61, 0] };
  const asked = (patch) => set(patch, { events, figures }).shown;
  assert.deepEqual(asked({ killed: 10 }), [1]);
  assert.deepEqual(asked({ killed: 2 }), [1, 2]);
  assert.deepEqual(asked({ trust: 60 }), [0, 2]);
  assert.deepEqual(asked({ sure: 80 }), [0, 2]);
  assert.deepEqual(asked({ within: ['UA|Place 1', 'UA|Place 2'] }), [1]);
});

test('marks count by place and say where all is only possible', () => {
  const { model, level, counts } = set({ first: 22, end: 30 });
  const slot = level.slot[0];
  assert.equal(counts.slots[slot], 1);
  assert.equal(counts.possible[slot], 1);
  assert.equal(counts.slots[level.slot[1]], 0);
  assert.equal(model.head.events, 5);
});

test('the histogram counts a long event as possible in each bar that it crosses, certain in one that holds it', () => {
  const { model, state, pass } = set({});
  const days = dayCounts(model, state, pass);
  const weekly = binned(days, 6, (day) => Math.floor(day / 7));
  assert.deepEqual([...weekly.sure], [2, 1, 0, 0, 0, 0]);
  assert.deepEqual([...weekly.possible], [1, 1, 1, 1, 0, 0]);
  const all = binned(days, 1, () => 0);
  assert.deepEqual([...all.sure], [5]);
});

test('numbers of slots and types count as places and types do, and arrays that are used again hold nothing old', () => {
  const { model, state, pass, level, counts } = set({});
  const narrow = { ...state, first: 10, end: 22 };
  const numbered = runToEnd(numberSteps(model, level));
  const again = tally(model, narrow, pass, numbered, tally(model, state, pass, numbered));
  assert.deepEqual(again, tally(model, narrow, pass, level));
  assert.deepEqual(tally(model, state, pass, numbered), counts);
});

test('the most in one mark is counted among marks alone', () => {
  const { counts } = set(
    {},
    {
      places: [
        [0.5, 0.5, 2],
        [0.6, 0.5, 0],
      ],
    },
  );
  assert.equal(counts.top, 2);
});

test('a layer keeps to the stretch of days that another is asked for, in days of its own', () => {
  const [one, other] = [
    { day0: 100, days: 50 },
    { day0: 120, days: 100 },
  ];
  assert.deepEqual(stretchFor(one, other, { first: 0, end: 100 }), { first: 0, end: 50 });
  assert.deepEqual(stretchFor(one, other, { first: 5, end: 10 }), { first: 25, end: 30 });
  assert.deepEqual(stretchFor(one, other, { first: 60, end: 70 }), { first: 50, end: 50 });
  assert.deepEqual(stretchFor(other, one, { first: 0, end: 30 }), { first: 0, end: 10 });
});
