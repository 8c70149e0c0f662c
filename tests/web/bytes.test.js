import test from 'node:test';
import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { fromBase64, inflate, readBlock, readColumns, readStrings } from '../../geomap/web/src/bytes.js';
import { textStore } from '../../geomap/web/src/texts.js';

test('columns come back from their byte planes', () => {
  const bytes = Uint8Array.of(1, 2, 3, 0x34, 0x78, 0x12, 0x56);
  const { columns, end } = readColumns([{ name: 'a', n: 3, width: 1 }, { name: 'b', n: 2, width: 2 }, { name: 'c', n: 4, same: 300 }], bytes);
  assert.deepEqual([...columns.a], [1, 2, 3]);
  assert.deepEqual([...columns.b], [0x1234, 0x5678]);
  assert.deepEqual([...columns.c], [300, 300, 300, 300]);
  assert.equal(end, 7);
});

test('a rising column is summed from its differences, negative ones too', () => {
  const planes = new Uint8Array(12);
  [5, 2, -4].forEach((step, i) => [0, 8, 16, 24].forEach((shift, plane) => (planes[plane * 3 + i] = (step >> shift) & 255)));
  const { columns } = readColumns([{ name: 'a', n: 3, width: 4, delta: true }], planes);
  assert.deepEqual([...columns.a], [5, 7, 3]);
});

test('strings keep their order, also empty ones', () => {
  const raw = new TextEncoder().encode('Київ\u001f\u001fLvivx\u001fy');
  const split = new TextEncoder().encode('Київ\u001f\u001fLviv').length;
  const strings = readStrings([{ name: 'a', bytes: split }, { name: 'b', bytes: raw.length - split }], raw, 0);
  assert.deepEqual(strings, { a: ['Київ', '', 'Lviv'], b: ['x', 'y'] });
});

test('a block of text gives its rows by field', () => {
  const raw = new TextEncoder().encode('q1\u001fq2\u001ec1\u001f');
  assert.deepEqual(readBlock(raw, ['quote', 'claimant']), { quote: ['q1', 'q2'], claimant: ['c1', ''] });
});

test('a store inflates the block that holds the row, once', async () => {
  const line = (text) => deflateRawSync(Buffer.from(text)).toString('base64');
  let read = 0;
  const store = textStore({ name: 'x', n: 5, per: 2, blocks: 2, fields: ['quote'] }, async (chunk) => {
    read++;
    return [['a\u001fb', 'c\u001fd'].map(line).join('\n'), line('e')][chunk];
  });
  assert.equal(store.peek(3), undefined);
  assert.deepEqual(await store.row(3), { quote: 'd' });
  assert.deepEqual(store.peek(2), { quote: 'c' });
  assert.deepEqual(await store.row(4), { quote: 'e' });
  await store.row(2);
  assert.equal(read, 2);
});

test('base64 and deflate undo each other', async () => {
  const packed = deflateRawSync(Buffer.from('hello')).toString('base64');
  assert.equal(new TextDecoder().decode(await inflate(fromBase64(packed))), 'hello');
});
