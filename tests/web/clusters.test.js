import test from 'node:test';
import assert from 'node:assert/strict';
import { byWeight, clusterSteps, nearFor, runToEnd } from '../../geomap/web/data/clusters.js';

const at = (points, weights) => ({
  x: Float64Array.from(points, (p) => p[0]),
  y: Float64Array.from(points, (p) => p[1]),
  order: byWeight(Uint32Array.from(weights), () => true),
});

test('the heaviest comes first, equal ones by number', () => {
  assert.deepEqual([...byWeight(Uint32Array.of(3, 9, 3, 1), () => true)], [1, 0, 2, 3]);
  assert.deepEqual([...byWeight(Uint32Array.of(1, 900000, 2), () => true)], [1, 2, 0]);
});

test('marks that would touch are one, led by the heaviest; far ones stand alone', () => {
  const near = 20 / (256 * 2 ** 6);
  const level = runToEnd(
    clusterSteps(
      at(
        [
          [0.5, 0.5],
          [0.5 + near, 0.5],
          [0.8, 0.5],
        ],
        [1, 5, 2],
      ),
      6,
    ),
  );
  assert.deepEqual([...level.heads], [1, 2]);
  assert.equal(level.slot[0], level.slot[1]);
  assert.notEqual(level.slot[0], level.slot[2]);
});

test('marks that would touch across the antimeridian are one, whatever holds the grid', () => {
  const near = 20 / (256 * 2 ** 6);
  for (const rest of [
    [],
    Array.from({ length: 20000 }, (_, k) => [0.3 + (k % 200) / 600, 0.3 + Math.floor(k / 200) / 600]),
  ]) {
    const level = runToEnd(
      clusterSteps(at([[1 - near / 2, 0.5], [near / 2, 0.5], ...rest], [2, 1, ...rest.map(() => 0)]), 6),
    );
    assert.equal(level.slot[0], level.slot[1]);
  }
});

test('zooming in parts what zooming out joins', () => {
  const near = 20 / (256 * 2 ** 6);
  const level = runToEnd(
    clusterSteps(
      at(
        [
          [0.5, 0.5],
          [0.5 + near, 0.5],
        ],
        [1, 5],
      ),
      9,
    ),
  );
  assert.equal(level.heads.length, 2);
});

test('no head stands within reach of another, and each mark is within reach of its head', () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const points = Array.from({ length: 3000 }, () => [0.5 + random() / 40, 0.3 + random() / 40]);
  const marks = at(
    points,
    points.map(() => Math.floor(random() * 50)),
  );
  const zoom = 7;
  const level = runToEnd(clusterSteps(marks, zoom));
  const world = 256 * 2 ** zoom;
  const near = nearFor(points.length);
  const apart = (a, b) => Math.hypot(marks.x[a] - marks.x[b], marks.y[a] - marks.y[b]) * world;
  for (const a of level.heads) for (const b of level.heads) assert.ok(a === b || apart(a, b) >= near, 'heads touch');
  points.forEach((_, p) => assert.ok(apart(p, level.heads[level.slot[p]]) < near));
});

test('on a map of very many places marks keep further apart than on one of few', () => {
  assert.equal(nearFor(1), nearFor(250));
  assert.ok(nearFor(16000) > 1.5 * nearFor(100));
});

test('what is no mark keeps a slot of its own', () => {
  const marks = at(
    [
      [0.5, 0.5],
      [0.5, 0.5],
    ],
    [1, 1],
  );
  marks.order = Uint32Array.of(1);
  const level = runToEnd(clusterSteps(marks, 5));
  assert.equal(level.size, 2);
  assert.notEqual(level.slot[0], level.slot[1]);
});

test('marks all over the world and marks of one town are gathered alike, whatever holds the grid', () => {
  const town = Array.from({ length: 40 }, (_, k) => [0.5 + k * 1e-7, 0.5]);
  const alone = runToEnd(
    clusterSteps(
      at(
        town,
        town.map(() => 1),
      ),
      11,
    ),
  );
  const far = runToEnd(
    clusterSteps(
      at(
        [...town, [0.01, 0.99], [0.99, 0.01]],
        [...town, 0, 0].map(() => 1),
      ),
      11,
    ),
  );
  assert.deepEqual([...far.slot.slice(0, 40)], [...alone.slot]);
  assert.equal(far.size, alone.size + 2);
});

test('the heads of a level know where they stand', () => {
  const level = runToEnd(
    clusterSteps(
      at(
        [
          [0.25, 0.5],
          [0.75, 0.125],
        ],
        [1, 2],
      ),
      4,
    ),
  );
  assert.deepEqual([...level.x], [0.75, 0.25]);
  assert.deepEqual([...level.y], [0.125, 0.5]);
});
