// Words of others are never looked up among what JavaScript gives every object.
import assert from 'node:assert/strict';
import test from 'node:test';

import { sayIn } from '../../geomap/web/text/strings.js';
import { stylesOf } from '../../geomap/web/map/theme.js';

const INHERITED = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'];

test('a type of any name has a colour and a shape', () => {
  for (const { color, shape } of stylesOf(INHERITED)) {
    assert.match(color, /^#[0-9a-f]{6}$/);
    assert.equal(typeof shape, 'string');
  }
});

test('a word that has no translation is said as it is', () => {
  for (const word of INHERITED) {
    assert.equal(sayIn('en').has(word), false);
    assert.equal(sayIn('en').say(word), word);
  }
});
