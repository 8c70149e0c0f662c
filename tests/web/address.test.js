import test from 'node:test';
import assert from 'node:assert/strict';
import { fromAddress, toAddress } from '../../geomap/web/data/address.js';
import { openState } from '../../geomap/web/data/filter.js';
import { tinyModel } from './tiny.js';

const model = tinyModel({
  events: [
    [0, 0, 0, 0, 0],
    [9, 0, 0, 1, 1],
  ],
  articles: 400,
});
const VIEW = {
  zoom: 7,
  lat: 48.5,
  lon: 31.25,
  language: 'uk',
  theme: 'dark',
  base: 'v',
  desk: 't.killed.d',
  size: undefined,
  event: '1.a&b',
  record: '2.x=1',
};

function restored(change) {
  const store = { model, state: openState(model) };
  change(store.state);
  const other = { model, state: openState(model) };
  const view = fromAddress(`#${toAddress(store, VIEW)}`, other);
  assert.deepEqual(view, VIEW);
  assert.deepEqual({ ...other.state, found: null }, { ...store.state, found: null });
}

test('an address restores the state exactly', () => {
  restored(() => {});
  restored((state) =>
    Object.assign(state, { first: 3, end: 8, certain: true, actor: 'Army & Navy', query: '100 % = #1' }),
  );
  restored((state) =>
    Object.assign(state, {
      within: ['UA|Kharkiv Oblast', 'SY|Al-Hasakah|a~b'.replace('~', ' ')],
      shape: [
        [50.1, 36.2],
        [49.5, -181.25],
        [48, 37],
      ],
    }),
  );
  restored((state) => {
    state.types[0] = 0;
    state.harms[2] = 0;
    state.statuses[1] = 0;
  });
});

test('an address restores hidden articles, few, nearly all, or half of them', () => {
  restored((state) => [3, 77].forEach((a) => (state.articles[a] = 0)));
  restored((state) => state.articles.fill(0).set([1], 5));
  restored((state) => state.articles.forEach((_, a) => (state.articles[a] = a % 2)));
  restored((state) => state.articles.fill(0));
});

test('an address of another page does no harm', () => {
  for (const bad of ['#d=x_y&t=9&p=111111&m=a/b/c&a=xzzzz.-1', '#%%%', '#t=00', '#a=r1', '#m=5/900/1', '#=&&==']) {
    const store = { model, state: openState(model) };
    assert.equal(fromAddress(bad, store).zoom, undefined);
    assert.equal(store.state.end, 40);
    assert.ok(store.state.types.includes(1));
  }
});
