// Districts: each place in its own, areas known only as larger ones in none, sums kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areasInView } from '../../geomap/web/map/areas.js';
import { districtSums } from '../../geomap/web/map/districts.js';
import { tinyModel } from './tiny.js';

test('a district holds what its places have, those with most first; a place in none is in no sum', () => {
  const places = [
    [0.5, 0.5, 0, 2],
    [0.51, 0.5, 0, 2],
    [0.6, 0.5, 0, 1],
    [0.7, 0.5, 0, 0],
    [0.5, 0.5, 1, 0],
  ];
  const model = tinyModel({ events: [[0, 0, 0, 0, 0]], places });
  const sums = districtSums(model, [1, 3, 0, 7, 9]);
  assert.deepEqual([...sums], [[2, { n: 4, places: [1, 0] }]]);
});

test('an area that is a district is not drawn twice, a larger one stays', () => {
  const places = [
    [0.5, 0.5, 1, 1],
    [0.5, 0.5, 1, 0],
  ];
  const model = { ...tinyModel({ events: [[0, 0, 0, 0, 0]], places }), areaPlaces: Uint32Array.of(0, 1) };
  const store = {
    model,
    level: { slot: [0, 1] },
    counts: { slots: [1, 1], possible: [0, 0] },
    state: {},
  };
  const view = { world: 1000, left: 0, top: 0, width: 1000, height: 1000, zoom: 2, makePath: () => ({ arc() {} }) };
  const drawn = (isShaded) => areasInView({ ...store, isShaded }, view).shapes.map(({ mark }) => mark.place);
  assert.deepEqual(drawn(false), [0, 1]);
  assert.deepEqual(drawn(true), [1]);
});
