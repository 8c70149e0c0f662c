import test from 'node:test';
import assert from 'node:assert/strict';
import { differences } from '../../geomap/web/panel/sides.js';

const source = (patch) => ({
  name: 'Wire',
  day: 1,
  claimant: '',
  place: '',
  first: NaN,
  last: NaN,
  grain: 'day',
  toll: '',
  words: '',
  url: '',
  isRecord: false,
  ...patch,
});

test('a source differs from the first that speaks of it; one that is silent differs in nothing', () => {
  const found = differences([
    source({}),
    source({ place: 'Kharkiv', first: 5, last: 5, toll: '2 killed' }),
    source({ place: 'Kharkiv', first: 5, last: 6, toll: '3 killed' }),
    source({ place: 'Izium' }),
  ]);
  assert.deepEqual(
    found.map(({ place, day, toll }) => [place, day, toll]),
    [
      [false, false, false],
      [false, false, false],
      [false, true, true],
      [true, false, false],
    ],
  );
});
