// What is drawn on the map, without a browser: a canvas that notes what it is told, and the drawing that writes SVG.
import test from 'node:test';
import assert from 'node:assert/strict';
import { drawing, openWindow, tinyData } from './window.js';
import { areasInView, drawAreas, drawCounts } from '../../geomap/web/map/areas.js';
import { drawWhole } from '../../geomap/web/map/basemap.js';
import { placeLabels } from '../../geomap/web/map/labels.js';
import { paint } from '../../geomap/web/map/paint.js';
import { patternOf } from '../../geomap/web/map/patterns.js';
import { drawSnapshot, countInside, viewOfAll } from '../../geomap/web/map/snapshot.js';
import { drawStreets } from '../../geomap/web/map/streets.js';
import { svgDrawing } from '../../geomap/web/map/svgdrawing.js';
import { stylesOf } from '../../geomap/web/map/theme.js';
import { trace } from '../../geomap/web/map/trace.js';
import { unitX, unitY, worldAt } from '../../geomap/web/data/project.js';
import { articlesAt, eventsAt, placesOf } from '../../geomap/web/data/behind.js';
import { makeStore } from '../../geomap/web/data/store.js';
import { sayIn } from '../../geomap/web/text/strings.js';

openWindow();
const theme = new Proxy({}, { get: (_, name) => String(name) });
const lang = sayIn('en');

/** A window of 1000 by 640 pixels around a position. */
function around(lon, lat, zoom) {
  const world = worldAt(zoom);
  return { world, left: unitX(lon) * world - 500, top: unitY(lat) * world - 320, width: 1000, height: 640, zoom };
}

async function storeAt(zoom, data = tinyData()) {
  const store = makeStore(data.model);
  await store.prepare(zoom);
  store.useZoom(zoom);
  store.refresh();
  return store;
}

async function pageAt(zoom, data) {
  const store = await storeAt(zoom, data);
  const styles = stylesOf(store.model.head.types);
  const seen = { chosen: -1, pointed: new Set(), tiled: false, records: null, basemap: null };
  return { store, styles, theme, lang, ...seen };
}

const lineOf = (...at) => {
  const xy = Float32Array.from(at.flatMap(([lon, lat]) => [unitX(lon), unitY(lat)]));
  const [xs, ys] = [xy.filter((_, k) => k % 2 === 0), xy.filter((_, k) => k % 2)];
  return { xy, x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
};

test('behind a mark: its places heaviest first, their events latest first, the articles', async () => {
  const store = await storeAt(9);
  const slot = store.level.slot[0];
  assert.deepEqual(placesOf(store, slot), [0]);
  assert.deepEqual(eventsAt(store, [0]), [1, 0]);
  assert.deepEqual(eventsAt(store, [2, 1]), [3, 2]);
  assert.deepEqual([...articlesAt(store, slot)].sort(), [0, 1]);
  store.change({ end: 1 });
  store.refresh();
  assert.deepEqual(eventsAt(store, [0]), [0]);
});

test('a store tells what is shown, when it changes and when it has settled', async () => {
  const store = await storeAt(9);
  const news = [];
  store.on('now', () => news.push('now'));
  store.on('settled', () => news.push('settled'));
  store.change({ end: 3 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(store.counts.shown, 3);
  assert.deepEqual(news, ['now']);
  store.settle();
  assert.deepEqual(news, ['now', 'settled']);
});

test('marks are drawn with their number and the name of their place', async () => {
  const page = await pageAt(7);
  const { context, words } = drawing();
  const { marks } = paint(context, page, around(34, 49, 7));
  assert.deepEqual(marks.map(({ n }) => n).sort(), [1, 1, 2]);
  assert.ok(words().includes('2'));
});

test('a window without a place shows no mark', async () => {
  const { marks } = paint(drawing().context, await pageAt(7), around(-60, 0, 7));
  assert.deepEqual(marks, []);
});

test('an event known by its area is hatched there and counted beside', async () => {
  const data = tinyData();
  data.model.c.place_kind[2] = 1;
  data.model.areaPlaces = Uint32Array.of(2);
  data.model.reach = () => 20000;
  const page = await pageAt(7, data);
  const { shapes, labels } = areasInView(page.store, around(33, 47, 7));
  assert.equal(shapes.length, 1);
  const { context, told } = drawing();
  drawAreas(context, page.store, shapes, page);
  assert.ok(told.some(([word, style]) => word === 'fillStyle' && style === 'a pattern'));
  const counts = drawing();
  drawCounts(counts.context, data.model, labels, [], { ...page, view: around(33, 47, 7) });
  assert.ok(counts.words().some((text) => /1/.test(text)));
});

test('an outline that several names have is drawn once, and many are drawn faintly', async () => {
  const page = await pageAt(7);
  const alphas = (shapes, chosen = -1) => {
    const { context, told } = drawing();
    drawAreas(context, page.store, shapes, { ...page, faded: false, chosen });
    return told.filter(([word]) => word === 'globalAlpha').map(([, value]) => value);
  };
  const shape = (place) => ({ mark: { slot: 0, place, turn: 0, n: 1, w: 1 }, path: {}, isCircle: false });
  page.store.model.c.place_area = [1, 1, 2];
  assert.deepEqual(alphas([0, 1, 2].map(shape)), [1, 1, 1]); // two outlines, and back to the whole
  assert.equal(alphas([0, 1, 2].map(shape), 1).length, 4); // one that is chosen is drawn whatever else has its outline
  page.store.model.c.place_area = Array.from({ length: 12 }, (_, k) => k + 1);
  assert.ok(alphas(Array.from({ length: 12 }, (_, k) => shape(k)))[0] < 0.5);
});

test('a pattern is made once for its colour, and by the drawing itself where it can', () => {
  const { context, told } = drawing();
  assert.equal(patternOf(context, 'hatch', 'rebeccapurple'), 'a pattern');
  patternOf(context, 'hatch', 'rebeccapurple');
  assert.equal(told.filter(([word]) => word === 'createPattern').length, 1);
  assert.equal(patternOf({ patternOf: (kind, color) => `${kind} ${color}` }, 'dots', 'red'), 'dots red');
});

test('lines beyond the window are passed over, those within are traced', () => {
  const frame = around(30, 50, 8);
  const inside = drawing();
  trace(inside.context, [lineOf([29.9, 50], [30.1, 50])], frame);
  assert.deepEqual(
    inside.told.map(([word]) => word),
    ['beginPath', 'moveTo', 'lineTo'],
  );
  const outside = drawing();
  trace(outside.context, [lineOf([80, 10], [81, 10])], frame);
  assert.deepEqual(
    outside.told.map(([word]) => word),
    ['beginPath'],
  );
});

test('streets stand from their zoom on, built-up areas under roads, railways dashed', () => {
  const lines = [lineOf([29.99, 50], [30.01, 50], [30, 50.01])];
  const layers = { built: lines, roads: lines, railways: lines, streets: lines };
  const look = (zoom) => {
    const { context, told } = drawing();
    drawStreets(context, { layers }, around(30, 50, zoom), theme);
    return told;
  };
  const near = look(13).map(([word, value]) => (word.endsWith('Style') ? value : word));
  assert.ok(near.indexOf('fill') < near.indexOf('stroke'));
  assert.equal(look(13).filter(([word]) => word === 'stroke').length, 3);
  assert.equal(look(11).filter(([word]) => word === 'stroke').length, 2);
  assert.equal(look(7).length, 0);
  assert.ok(look(13).some(([word, dash]) => word === 'setLineDash' && dash.length));
});

test('a snapshot draws basemap, marks and names; what lies in it is counted', async () => {
  const page = await pageAt(7);
  page.basemap = {
    layers: { land: [lineOf([20, 40], [40, 40], [40, 60])] },
    labels: { countries: [], admin1: [], cities: [] },
    languages: ['en'],
    detail: null,
  };
  const view = around(34, 49, 7);
  const { context, told } = drawing();
  drawSnapshot(context, page, view, true);
  assert.ok(told.findIndex(([word, value]) => word === 'fillStyle' && value === 'land') >= 0);
  assert.equal(countInside(page.store, view), 4);
  assert.equal(countInside(page.store, around(-60, 0, 7)), 0);
  const whole = viewOfAll([page.store], { width: 700, height: 400 });
  assert.equal(countInside(page.store, whole), 4);
});

test('SVG: words stay words, what means markup is escaped, a pattern is defined once', () => {
  const c = svgDrawing();
  c.fillStyle = c.patternOf('hatch', '#123');
  c.patternOf('hatch', '#123');
  c.fillRect(0, 0, 10, 10);
  c.fillText('a < b', 5, 5);
  c.beginPath();
  c.arc(5, 5, 3, 0, 2 * Math.PI);
  c.stroke();
  const markup = c.markup(20, 20, 'T & t', 'words');
  assert.match(markup, /a &lt; b/);
  assert.match(markup, /<title>T &amp; t<\/title>/);
  assert.equal(markup.match(/<pattern /g).length, 1);
  assert.doesNotMatch(markup, /NaN|undefined/);
});

const named = (labels) => ({
  layers: {},
  labels: { countries: [], admin1: [], cities: [], ...labels },
  languages: ['en'],
  detail: null,
});

test("a country's name stands beside a mark; where there is no room it stands under the marks, and hides none", async () => {
  const page = await pageAt(6);
  const view = around(33, 49, 6);
  page.basemap = named({ countries: [[33, 49, 0, ['Ukraine']]] });
  const placed = (boxes) => {
    const { context, words, told } = drawing();
    const names = placeLabels(context, page, view, { marks: [], taken: boxes });
    names.rest();
    names.under();
    const under = words();
    names.over();
    return { under, all: words(), at: told.find(([word]) => word === 'fillText') };
  };
  const { under, all, at } = placed([[485, 305, 515, 335]]); // a mark in the very place of the name
  assert.deepEqual([under, all], [[], ['UKRAINE']]);
  assert.ok(Math.abs(at[3] - 320) > 20 || Math.abs(at[2] - 500) > 40, String(at));
  assert.deepEqual(placed([[0, 0, 1000, 640]]).under, ['UKRAINE']);
  // a country that is written from this zoom on is small: its name would stand in the next one
  page.basemap = named({ countries: [[33, 49, 6, ['Ukraine']]] });
  const near = placed([[440, 290, 560, 350]]);
  assert.deepEqual(near.under, ['UKRAINE']);
  assert.ok(Math.hypot(near.at[3] - 320, near.at[2] - 500 + 21) <= 24, String(near.at));
  // half a name's width aside is enough: no mark may lie upon it
  page.basemap = named({ countries: [[33, 49, 5, ['Ukraine']]] });
  const aside = placed([[495, 0, 1000, 640]]);
  assert.deepEqual([aside.under, aside.all], [[], ['UKRAINE']]);
  // a capital between two rings is named above its dot
  page.basemap = named({ cities: [[33, 49, 0, ['Kyiv'], 2]] });
  const capital = placed([
    [400, 317, 497, 330],
    [503, 317, 600, 330],
  ]);
  assert.deepEqual([capital.under, capital.all], [[], ['Kyiv']]);
});

test('the basemap is drawn from the sea upwards', () => {
  const { context, told } = drawing();
  drawWhole(
    context,
    { ...named({}), layers: { land: [lineOf([20, 40], [40, 40], [40, 60])] } },
    around(30, 50, 5),
    theme,
  );
  const fills = told.filter(([word]) => word === 'fillStyle').map(([, value]) => value);
  assert.ok(fills.indexOf('water') < fills.indexOf('land'));
});
