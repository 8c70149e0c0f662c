// An article cut into words with a mark, words left out, and the rest.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coded, leftOut, pieces } from '../../geomap/web/text/readtext.js';

const record = (row, article, offset, place, cue) => ({
  row,
  told: [{ article: { row: article }, offset, place, cue, isTitle: false }],
});

test('places stand where the report says, with every event that is told there', () => {
  const found = coded(
    [record(4, 7, 10, [2, 6], [8, 11]), record(5, 7, 10, [2, 6], null), record(6, 8, 0, [0, 1], null)],
    7,
  );
  assert.deepEqual(
    found.map(({ from, to, kind, events }) => [from, to, kind, events]),
    [
      [12, 16, 'place', [4, 5]],
      [18, 21, 'cue', [4]],
    ],
  );
});

test('the pieces are the text again, whatever the stretches', () => {
  const text = 'Київ 😀 hit\n\nby rain.\nTwice';
  const wild = [
    [0, 4],
    [2, 9],
    [-1, 3],
    [5, 6],
    [90, 99],
    [7, 7],
  ].map(([from, to]) => ({ part: 1, from, to, kind: 'left', events: [], why: '' }));
  const rows = pieces(text, wild);
  assert.equal(rows.map((row) => row.map((piece) => piece.text).join('')).join('\n\n'), text);
  assert.deepEqual(
    rows[0].filter((piece) => piece.stretch).map((piece) => piece.text),
    ['Київ', '😀'],
  );
});

test('a place goes before a word of the event, and both before a name left out', () => {
  const one = (kind) => ({ part: 1, from: 0, to: 3, kind, events: [], why: '' });
  assert.equal(pieces('abc', [one('left'), one('cue'), one('place')])[0][0].stretch.kind, 'place');
  assert.equal(pieces('abc', [one('left'), one('cue')])[0][0].stretch.kind, 'cue');
});

test('lines are paragraphs where no empty line parts them', () => {
  assert.equal(pieces('a\nb', []).length, 2);
  assert.equal(pieces('a\nb\n\nc', []).length, 2);
});

test('names left out come as the page holds them', () => {
  assert.deepEqual(leftOut('[[0,1,2,"why"]]'), [{ part: 0, from: 1, to: 2, kind: 'left', events: [], why: 'why' }]);
  assert.deepEqual(leftOut(''), []);
});
