// How the page's modules lie: each folder takes from those below it, and no module is without a test.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const WEB = join(import.meta.dirname, '../../geomap/web');
const LAYERS = ['text', 'data', 'map', 'panel', 'records', '.'];

const modules = readdirSync(WEB, { recursive: true }).filter((path) => path.endsWith('.js'));
const importsOf = (path) =>
  [...readFileSync(path, 'utf8').matchAll(/^(?:import|\} from|import .* from)\s*'(\.[^']*)';$/gm)].map(([, at]) =>
    normalize(join(dirname(path), at)),
  );

test('a folder imports from folders below it only', () => {
  const upward = modules.flatMap((path) =>
    importsOf(join(WEB, path))
      .map((at) => relative(WEB, at))
      .filter((at) => LAYERS.indexOf(dirname(at)) > LAYERS.indexOf(dirname(path)) && at !== 'parts.js')
      .map((at) => `${path} imports ${at}`),
  );
  assert.deepEqual(upward, []);
  assert.ok(modules.length > 80);
});

test('tests reach every module', () => {
  const waiting = readdirSync(import.meta.dirname).map((name) => join(import.meta.dirname, name));
  const reached = new Set();
  while (waiting.length) {
    const path = waiting.pop();
    if (reached.has(path)) continue;
    reached.add(path);
    const text = readFileSync(path, 'utf8');
    for (const [, at] of text.matchAll(/(?:from|import|import\()\s*'(\.[^']*\.js)'/g))
      waiting.push(normalize(join(dirname(path), at)));
  }
  assert.deepEqual(
    modules.filter((path) => !reached.has(join(WEB, path))),
    [],
  );
});
