import test from 'node:test';
import assert from 'node:assert/strict';
import { bareName, folded, likeness, skeleton } from '../../geomap/web/text/spelling.js';
import { findNodes, isInRing, keyOf, nodeOfKey, placedIn, treeOf } from '../../geomap/web/data/placetree.js';
import { understand } from '../../geomap/web/text/understand.js';
import { makeHistory } from '../../geomap/web/data/history.js';
import { thinned } from '../../geomap/web/data/ring.js';
import { fromIso, iso } from '../../geomap/web/text/dates.js';
import { openState, passing } from '../../geomap/web/data/filter.js';
import { named, takenAs } from '../../geomap/web/data/search.js';
import { tinyModel } from './tiny.js';

const like = (asked, name) =>
  likeness(bareName(asked), { bare: bareName(name).bare, bones: skeleton(bareName(name).bare) });

test('a place is found in any spelling and script', () => {
  for (const [asked, name] of [
    ['Харків', 'Kharkiv'],
    ['Харьков', 'Kharkiv'],
    ['Kharkov', 'Kharkiv'],
    ['Киев', 'Kyiv'],
    ['Odessa', 'Odesa'],
    ['Запорожье', 'Zaporizhzhia'],
    ['Dnepr', 'Dnipro'],
    ['Lugansk', 'Luhansk'],
    ['Ар-Ракка', 'Raqqa'],
    ['حمص', 'Homs'],
    ['Кривой Рог', 'Kryvyi Rih'],
    ['Kharkiv raion', 'Kharkiv Raion'],
    ['Харківська область', 'Kharkiv Oblast'],
    ['Харьковской области', 'Kharkiv Oblast'],
  ])
    assert.ok(like(asked, name) >= 2, `${asked} ${name}`);
});

test('another place is not taken for the one that is asked', () => {
  for (const [asked, name] of [
    ['Kharkiv', 'Kherson'],
    ['Lviv', 'Kyiv'],
    ['Sumy', 'Izium'],
    ['Bakhmut', 'Bucha'],
    ['Wien', 'Vinnytsia'],
  ])
    assert.equal(like(asked, name), 0, `${asked} ${name}`);
});

test('folding drops marks and signs, keeps digits', () => {
  assert.equal(folded('Saint-Étienne 2'), 'saint etienne 2');
  assert.equal(folded("Слов'янськ"), 'sloviansk');
});

/** A city in its district in its province, the province itself as an area, and a town elsewhere. */
function model() {
  const made = tinyModel({
    events: [
      [0, 0, 0, 0, 0],
      [5, 0, 1, 0, 1],
      [9, 0, 2, 1, 2],
    ],
    places: [
      [0.5, 0.5, 0],
      [0.6, 0.5, 1],
      [0.7, 0.5, 0],
    ],
  });
  made.strings.place_name = ['Kharkiv', 'Kharkiv Oblast', 'Lviv'];
  made.strings.admin1 = ['', 'Kharkiv Oblast', 'Lviv Oblast'];
  made.strings.admin2 = ['', 'Kharkiv Raion'];
  made.strings.precisions = ['settlement', 'adm1'];
  made.c.place_precision = Uint32Array.from([0, 1, 0]);
  made.c.place_admin1 = Uint32Array.from([1, 1, 2]);
  made.c.place_admin2 = Uint32Array.from([1, 0, 0]);
  made.lon = (p) => [36.2, 36.5, 24][p];
  made.lat = (p) => [50, 49.5, 49.8][p];
  return made;
}

function shown(patch) {
  const made = model();
  const pass = new Uint8Array(3);
  passing(made, { ...openState(made), ...patch }, pass);
  return [...pass];
}

test('places stand in their divisions, and an area is the division itself', () => {
  const tree = treeOf(model());
  assert.deepEqual(
    tree.names.map((_, k) => keyOf(tree, k)),
    [
      'UA',
      'UA|Kharkiv Oblast',
      'UA|Kharkiv Oblast|Kharkiv Raion',
      'UA|Kharkiv Oblast|Kharkiv Raion|Kharkiv',
      'UA|Lviv Oblast',
      'UA|Lviv Oblast|Lviv',
    ],
  );
  tree.names.forEach((_, k) => assert.equal(nodeOfKey(tree, keyOf(tree, k)), k));
  assert.equal(nodeOfKey(tree, 'UA|Nowhere'), -1);
  assert.deepEqual(
    findNodes(tree, 'Харків', () => [], 2).map(({ node }) => tree.names[node]),
    ['Kharkiv', 'Kharkiv Raion', 'Kharkiv Oblast'],
  );
  assert.deepEqual(
    findNodes(tree, 'Kharkiv oblast', () => [], 2).map(({ node }) => tree.names[node]),
    ['Kharkiv Oblast'],
  );
});

test('a division lets through what lies in it, several let through any of them, an unknown one nothing', () => {
  assert.deepEqual(shown({ within: ['UA|Kharkiv Oblast'] }), [1, 1, 0]);
  assert.deepEqual(shown({ within: ['UA|Kharkiv Oblast|Kharkiv Raion', 'UA|Lviv Oblast'] }), [1, 0, 1]);
  assert.deepEqual(shown({ within: ['UA|Atlantis'] }), [0, 0, 0]);
  assert.deepEqual(shown({ within: [] }), [1, 1, 1]);
});

test('a ring lets through the points inside it, on either side of the antimeridian', () => {
  assert.deepEqual(
    shown({
      shape: [
        [49.9, 36],
        [50.1, 36],
        [50.1, 36.4],
        [49.9, 36.4],
      ],
    }),
    [1, 0, 0],
  );
  const made = model();
  assert.equal(
    isInRing(made, 0, [
      [49, 395],
      [51, 395],
      [51, 397],
      [49, 397],
    ]),
    true,
  );
  assert.equal(
    placedIn(made, {
      within: ['UA|Lviv Oblast'],
      shape: [
        [49, 36],
        [51, 36],
        [51, 37],
      ],
    }).includes(1),
    false,
  );
});

test('an area lies in a ring when any part of its outline does', () => {
  const made = model();
  const unit = (lat, lon) => [(lon + 180) / 360, (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2];
  made.areas = [
    {
      rings: [
        Float64Array.from(
          [
            [49, 36],
            [51, 36],
            [51, 38],
            [49, 38],
            [49, 36],
          ].flatMap(([lat, lon]) => unit(lat, lon)),
        ),
      ],
    },
  ];
  made.c.place_area = Uint32Array.from([0, 1, 0]);
  assert.equal(
    isInRing(made, 1, [
      [50.8, 37.8],
      [52, 37.8],
      [52, 39],
      [50.8, 39],
    ]),
    true,
  );
  assert.equal(
    isInRing(made, 1, [
      [49.9, 36.9],
      [50.1, 36.9],
      [50, 37.1],
    ]),
    true,
  );
  assert.equal(
    isInRing(made, 1, [
      [52, 36],
      [53, 36],
      [53, 37],
    ]),
    false,
  );
});

const TYPES = ['Battles', 'Explosions/Remote violence', 'Protests'];
const taken = (query) => {
  const tree = treeOf(model());
  const out = understand(query, {
    types: TYPES,
    words: (t) => [TYPES[t]],
    find: (text) => findNodes(tree, text, () => [], 2),
  });
  return {
    place: out.places && tree.names[out.places.node],
    types: out.types.map((t) => TYPES[t]),
    days: out.first === null ? null : [iso(out.first), iso(out.last)],
    rest: out.rest,
  };
};

test('a line names place, type and month in any order and language', () => {
  const strike = {
    place: 'Kharkiv',
    types: ['Explosions/Remote violence'],
    days: ['2024-03-01', '2024-03-31'],
    rest: [],
  };
  for (const line of [
    'kharkiv strike march 2024',
    'strikes on Kharkiv in March 2024',
    'March 2024 Kharkov shelling',
    'удари Харків березень 2024',
    'missile strike kharkiv 2024-03',
  ]) {
    assert.deepEqual(taken(line), strike, line);
  }
});

test('a day, a year and words that are left are read, too', () => {
  assert.deepEqual(taken('Lviv 8 July 2024').days, ['2024-07-08', '2024-07-08']);
  assert.deepEqual(taken('Lviv 2024-07-08').days, ['2024-07-08', '2024-07-08']);
  assert.deepEqual(taken('kharkiv oblast 2023'), {
    place: 'Kharkiv Oblast',
    types: [],
    days: ['2023-01-01', '2023-12-31'],
    rest: [],
  });
  assert.deepEqual(taken('hospital Kharkiv').rest, ['hospital']);
  assert.equal(taken('a march in Lviv').days, null);
});

test('plain words and words in quotation marks stay words', () => {
  const made = model();
  for (const query of ['missiles', 'seventeen missiles', 'blasts were heard', '"kharkiv 2023"'])
    assert.equal(takenAs(made, query), null, query);
  assert.ok(takenAs(made, 'Харків'));
});

test('what a line names is what is found', () => {
  const made = model();
  const day = iso(made.head.day0);
  const found = (query) => [...named(made, takenAs(made, query))];
  assert.deepEqual(found('Kharkiv'), [1, 0, 0]);
  assert.deepEqual(found('Kharkiv Oblast'), [1, 1, 0]);
  assert.deepEqual(found(`battles ${day}`), [1, 0, 0]);
  assert.equal(fromIso(day), made.head.day0);
});

test('undo goes back, redo forth, and a new step forgets what was undone', () => {
  const history = makeHistory('a', (x, y) => x === y);
  for (const state of ['b', 'b', 'c']) history.add(state);
  assert.equal(history.go(-1), 'b');
  assert.equal(history.go(-1), 'a');
  assert.equal(history.can(-1), false);
  assert.equal(history.go(1), 'b');
  history.add('d');
  assert.equal(history.can(1), false);
  assert.equal(history.go(-1), 'b');
  for (let k = 0; k < 500; k++) history.add(`n${k}`);
  let n = 0;
  while (history.go(-1)) n++;
  assert.ok(n < 100);
});

test('a stroke keeps its corners and loses what lies between', () => {
  const line = Array.from({ length: 101 }, (_, k) => ({ x: k, y: 0 })).concat(
    Array.from({ length: 50 }, (_, k) => ({ x: 100, y: k + 1 })),
  );
  assert.deepEqual(thinned(line, 1), [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 50 },
  ]);
});
