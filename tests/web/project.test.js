import test from 'node:test';
import assert from 'node:assert/strict';
import { lonNear, turnsOf } from '../../geomap/web/data/project.js';

const seen = (left, width, world, edge) =>
  turnsOf({ world, left, top: 5, width, height: 10, zoom: 0 }, edge).map((view) => [view.turn, view.left]);

test('a window within the world sees one turn of it', () => {
  assert.deepEqual(seen(10, 80, 100), [[0, 10]]);
  assert.deepEqual(seen(0, 100, 100), [[0, 0]]);
});

test('a window across the antimeridian sees both sides, one wider than the world sees it several times', () => {
  assert.deepEqual(seen(90, 20, 100), [
    [0, 90],
    [1, -10],
  ]);
  assert.deepEqual(seen(-10, 20, 100), [
    [-1, 90],
    [0, -10],
  ]);
  assert.deepEqual(seen(-130, 250, 100), [
    [-2, 70],
    [-1, -30],
    [0, -130],
    [1, -230],
  ]);
});

test('what reaches in from beyond the edge counts', () => {
  assert.deepEqual(seen(3, 80, 100, 4), [
    [-1, 103],
    [0, 3],
  ]);
  assert.deepEqual(seen(310, 20, 100, 4), [[3, 10]]);
});

test('a longitude is told on the turn nearest to another', () => {
  assert.equal(lonNear(179, -170), -181);
  assert.equal(lonNear(-179, 170), 181);
  assert.equal(lonNear(30, 1110), 1110);
  assert.equal(lonNear(-178, 900), 902);
});
