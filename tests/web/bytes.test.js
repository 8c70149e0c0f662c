import test from 'node:test';
import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { fromAscii, inflate, readBlock, readColumns, readStrings } from '../../geomap/web/data/bytes.js';
import { textStore } from '../../geomap/web/data/texts.js';

const DIGITS = Array.from({ length: 94 }, (_, k) => String.fromCharCode(33 + k)).filter(
  (digit) => !'"&\'-<>\\`|'.includes(digit),
);

function toAscii(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    let word = 0;
    for (let k = 0; k < 4; k++) word = word * 256 + (bytes[at + k] ?? 0);
    let group = '';
    for (let k = 0; k < 5; k++, word = Math.floor(word / 85)) group = DIGITS[word % 85] + group;
    text += group.slice(0, Math.min(4, bytes.length - at) + 1);
  }
  return text;
}

test('columns come back from their byte planes', () => {
  const bytes = Uint8Array.of(1, 2, 3, 0x34, 0x78, 0x12, 0x56);
  const { columns, end } = readColumns(
    [
      { name: 'a', n: 3, width: 1 },
      { name: 'b', n: 2, width: 2 },
      { name: 'c', n: 4, same: 300 },
    ],
    bytes,
  );
  assert.deepEqual([...columns.a], [1, 2, 3]);
  assert.deepEqual([...columns.b], [0x1234, 0x5678]);
  assert.deepEqual([...columns.c], [300, 300, 300, 300]);
  assert.equal(end, 7);
});

test('a rising column is summed from its differences, negative ones too', () => {
  const planes = new Uint8Array(12);
  [5, 2, -4].forEach((step, i) =>
    [0, 8, 16, 24].forEach((shift, plane) => (planes[plane * 3 + i] = (step >> shift) & 255)),
  );
  const { columns } = readColumns([{ name: 'a', n: 3, width: 4, delta: true }], planes);
  assert.deepEqual([...columns.a], [5, 7, 3]);
});

test('strings keep their order, also empty ones', () => {
  const raw = new TextEncoder().encode('Київ\u001f\u001fLvivx\u001fy');
  const split = new TextEncoder().encode('Київ\u001f\u001fLviv').length;
  const strings = readStrings(
    [
      { name: 'a', bytes: split },
      { name: 'b', bytes: raw.length - split },
    ],
    raw,
    0,
  );
  assert.deepEqual({ ...strings }, { a: ['Київ', '', 'Lviv'], b: ['x', 'y'] });
});

test('a block of text gives its rows by field', () => {
  const raw = new TextEncoder().encode('q1\u001fq2\u001ec1\u001f');
  assert.deepEqual(readBlock(raw, ['quote', 'claimant']), { quote: ['q1', 'q2'], claimant: ['c1', ''] });
});

test('a store inflates the block that holds the row, once', async () => {
  const line = (text) => toAscii(deflateRawSync(Buffer.from(text)));
  let read = 0;
  const store = textStore(
    { name: 'x', n: 5, per: 2, blocks: 2, fields: ['quote'], same: { claimant: 'nobody' } },
    async (k) => {
      read++;
      return line(['a\u001fb', 'c\u001fd', 'e'][k]);
    },
  );
  assert.equal(store.peek(3), undefined);
  assert.deepEqual(await store.row(3), { claimant: 'nobody', quote: 'd' });
  assert.deepEqual(store.peek(2), { claimant: 'nobody', quote: 'c' });
  assert.deepEqual(await store.row(4), { claimant: 'nobody', quote: 'e' });
  await store.row(2);
  assert.deepEqual(await store.column(1, 'quote'), ['c', 'd']);
  assert.deepEqual(await store.column(2, 'claimant'), ['nobody']);
  assert.equal(read, 2);
});

test('bytes of every length come back from their digits, and inflate', async () => {
  for (let n = 0; n < 40; n++) {
    const bytes = Uint8Array.from({ length: n }, (_, k) => (k * 97 + n * 31) & 255);
    assert.deepEqual([...fromAscii(toAscii(bytes))], [...bytes]);
  }
  assert.deepEqual([...fromAscii(toAscii(Uint8Array.of(255, 255, 255, 255, 255)))], [255, 255, 255, 255, 255]);
  assert.equal(
    new TextDecoder().decode(await inflate(fromAscii(toAscii(deflateRawSync(Buffer.from('hello')))))),
    'hello',
  );
});
