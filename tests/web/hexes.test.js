// Hexagons: every place in exactly one, sums kept, changes told only as far as they are certain.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeIn, FALL, hexagons, hexAt, middleOf, RISE } from '../../geomap/web/map/hexes.js';
import { worldAt } from '../../geomap/web/data/project.js';
import { tinyModel } from './tiny.js';

test('a position lies in the hexagon whose middle is nearest', () => {
  const r = 0.01;
  for (let k = 0; k < 500; k++) {
    const [x, y] = [((k * 37) % 101) / 101, ((k * 53) % 97) / 97];
    const [a, c] = hexAt(x, y, r);
    const own = Math.hypot(...middleOf(a, c, r).map((at, i) => at - [x, y][i]));
    for (const [da, dc] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
      [1, -1],
      [-1, 1],
    ]) {
      assert.ok(own <= Math.hypot(...middleOf(a + da, c + dc, r).map((at, i) => at - [x, y][i])) + 1e-12);
    }
    assert.ok(own <= r + 1e-12);
  }
});

test('what the hexagons hold is what the places have, and areas are in none', () => {
  const places = Array.from({ length: 60 }, (_, p) => [
    0.4 + (p % 8) * 0.003,
    0.3 + Math.floor(p / 8) * 0.004,
    p === 5 ? 1 : 0,
  ]);
  const model = tinyModel({ events: [[0, 0, 0, 0, 0]], places });
  const values = Float64Array.from(places, (_, p) => p + 1);
  for (const zoom of [3, 6, 9]) {
    const found = hexagons(model, [values], zoom);
    assert.equal(
      found.reduce((n, hex) => n + hex.values[0], 0),
      1830 - 6,
    );
    assert.equal(new Set(found.flatMap((hex) => hex.places)).size, 59);
    assert.ok(
      found.every((hex) =>
        hex.places.every((p) => Math.hypot(places[p][0] - hex.x, places[p][1] - hex.y) * worldAt(zoom) <= 21.01),
      ),
    );
  }
  assert.ok(hexagons(model, [values], 9).length > hexagons(model, [values], 3).length);
});

test('a change is told only as far as it is certain', () => {
  assert.deepEqual(changeIn([1, 2, 5, 6]), { sign: 1, least: 3 });
  assert.deepEqual(changeIn([5, 6, 1, 2]), { sign: -1, least: 3 });
  assert.deepEqual(changeIn([1, 4, 3, 6]), { sign: 0, least: 0 });
  assert.notEqual(RISE, FALL);
});
