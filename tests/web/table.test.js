import test from 'node:test';
import assert from 'node:assert/strict';
import { killedText, ranks, rowsShown, sortedRows } from '../../geomap/web/data/table.js';
import { pasted } from '../../geomap/web/panel/clipboard.js';
import { openState, passing } from '../../geomap/web/data/filter.js';
import { tinyModel } from './tiny.js';

test('rows are sorted as a plain sort does it, equal ones in their order, and those without a value last', () => {
  const values = [5, 0, 70000, 3, 5, 0, 3, 4000000000];
  const rows = [...values.keys()];
  const told = rows.filter((k) => values[k]);
  const none = rows.filter((k) => !values[k]);
  for (const down of [false, true]) {
    const plain = [...told].sort((a, b) => (down ? values[b] - values[a] : values[a] - values[b]));
    assert.deepEqual([...sortedRows(rows, (k) => values[k], down)], [...plain, ...none], String(down));
  }
});

test('a sort of no rows gives none, one of equal rows leaves them as they are', () => {
  assert.deepEqual([...sortedRows([], () => 1, true)], []);
  assert.deepEqual([...sortedRows([3, 1, 2], () => 0, true)], [3, 1, 2]);
});

test('words are ranked in the reader’s alphabet, equal ones alike, empty ones 0', () => {
  const [a, b, c, none, again] = ranks(['Ярославль', 'Київ', 'Їжаківка', '', 'Київ'], 'uk');
  assert.ok(c < b && b < a);
  assert.equal(b, again);
  assert.equal(none, 0);
});

test('deaths are a range where the figures differ, and open where nobody gave an end', () => {
  const said = (low, best, high) =>
    killedText({ c: { event_killed_low: [low + 1], event_killed_best: [best + 1], event_killed_high: [high + 1] } }, 0);
  assert.equal(said(-1, -1, -1), '');
  assert.equal(said(2, 2, 2), '2');
  assert.equal(said(2, 2, -1), '2+');
  assert.equal(said(2, 3, 5), '3 (2–5)');
  assert.equal(said(2, 2, 5), '2–5');
  assert.equal(said(0, 0, 0), '0');
});

test('the rows of the table are those that the filters show', () => {
  const model = tinyModel({
    events: [
      [0, 0, 0, 0, 0],
      [3, 0, 0, 1, 1],
      [9, 0, 0, 0, 2],
    ],
  });
  const state = { ...openState(model), first: 2 };
  const pass = new Uint8Array(3);
  passing(model, state, pass);
  assert.deepEqual([...rowsShown({ model, state, pass })], [1, 2]);
});

test('what is pasted stands in one cell and is no formula', () => {
  assert.equal(pasted('a\tb\nc'), 'a b c');
  assert.equal(pasted('=HYPERLINK("x")'), '\'=HYPERLINK("x")');
  assert.equal(pasted(' @SUM(1)'), "' @SUM(1)");
  assert.equal(pasted('-5'), '-5');
});
