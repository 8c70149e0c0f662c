import test from 'node:test';
import assert from 'node:assert/strict';
import { blocksBeside, fileReader, handOver, MissingPart } from '../../geomap/web/data/sidecar.js';
import { failureCount } from '../../geomap/web/map/tiles.js';

const FILES = { folder: 'a map 50%_files', stamp: 'abc', at: { core: 0, 'report-0': 12 } };

/** Runs scripts that hand over what `content` says, and remembers which. */
function scripts(content) {
  const ran = [];
  const run = async (src) => {
    ran.push(src);
    if (!(src in content)) throw new Error(src);
    handOver(...content[src]);
  };
  return { ran, run };
}

test('a block is fetched from its file once, and an unknown one is empty', async () => {
  const { ran, run } = scripts({ 'a%20map%2050%25_files/012.js': ['abc', 'report-0', 'digits'] });
  const read = fileReader(FILES, run);
  assert.deepEqual(await Promise.all([read('report-0'), read('report-0'), read('match-7')]), ['digits', 'digits', '']);
  assert.deepEqual(ran, ['a%20map%2050%25_files/012.js']);
});

test('a file that is not there or of another run is a missing part, and is tried again', async () => {
  const { ran, run } = scripts({ 'a%20map%2050%25_files/012.js': ['other', 'report-0', 'digits'] });
  const read = fileReader(FILES, run);
  await assert.rejects(
    read('core'),
    (error) => error instanceof MissingPart && !error.isOthers && error.message === 'a map 50%_files/000.js',
  );
  await assert.rejects(read('core'), MissingPart);
  await assert.rejects(read('report-0'), (error) => error instanceof MissingPart && error.isOthers);
  assert.equal(ran.length, 3);
});

test('only so many scripts are held', async () => {
  const at = Object.fromEntries(Array.from({ length: 20 }, (_, k) => [`event-${k}`, k]));
  const { ran, run } = scripts(
    Object.fromEntries(
      Object.values(at).map((k) => [`x_files/${String(k).padStart(3, '0')}.js`, ['s', `event-${k}`, 'd']]),
    ),
  );
  const read = fileReader({ folder: 'x_files', stamp: 's', at }, run);
  for (const name of Object.keys(at)) await read(name);
  await read('event-19');
  assert.equal(ran.length, 20);
  await read('event-0');
  assert.equal(ran.length, 21);
});

test('a block of text is one line of the script that holds it', async () => {
  const files = { 'report-0': 'a\nb', 'report-1': 'c' };
  const read = blocksBeside(async (name) => files[name], { name: 'report', blocks: 2 });
  assert.deepEqual(await Promise.all([0, 1, 2].map(read)), ['a', 'b', 'c']);
});

test('four failures in a row are told once; a tile between them starts anew', () => {
  let told = 0;
  const count = failureCount(() => told++);
  for (let k = 0; k < 3; k++) count.failed();
  count.loaded();
  for (let k = 0; k < 3; k++) count.failed();
  assert.equal(told, 0);
  for (let k = 0; k < 5; k++) count.failed();
  assert.equal(told, 1);
});
