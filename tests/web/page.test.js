// The whole page in a window without a browser: what each part says and does for a page of four events.
import test from 'node:test';
import assert from 'node:assert/strict';
import { openPage, tinyData } from './window.js';

const unsure = tinyData({ figures: { event_confidence: [1, 40, 90, 90] } });
const { page, join, layer, window, L, text } = await openPage({ data: unsure });
const { store, map } = page;
const byId = (id) => document.getElementById(id);
const rest = (ms = 30) => new Promise((resolve) => setTimeout(resolve, ms));
const key = (target, name, more = {}) =>
  target.dispatchEvent(new window.KeyboardEvent('keydown', { key: name, bubbles: true, ...more }));

/** Waits until something is so; a second is the most that the page takes. */
async function until(isSo) {
  for (let k = 0; k < 100 && !isSo(); k++) await rest();
  assert.ok(isSo(), String(isSo));
}

/** Back to a page without filters and cards. */
async function fresh() {
  page.close();
  byId('gm-reset').click();
  await until(() => store.counts.shown === 4 && !store.state.query);
}

test('what the parts share cannot be reassigned: it changes by its own doors', () => {
  assert.ok(Object.isFrozen(page));
  assert.throws(() => (page.lang = null), TypeError);
  assert.throws(() => (page.find = () => {}), TypeError);
  assert.throws(() => page.look({ unheard: 1 }), TypeError);
  page.look({ pointed: new Set([1]) });
  assert.deepEqual([...page.pointed], [1]);
  page.look({ pointed: new Set() });
});

test('what a part offers is asked for when it is needed, by whoever holds the page', () => {
  const { toast } = page;
  const told = [];
  join({ toast: (words) => told.push(words) });
  toast('heard');
  assert.deepEqual(told, ['heard']);
});

test('head, panel, sources, lists and legend say the four events', () => {
  assert.equal(text('gm-count'), '4');
  assert.match(text('gm-types'), /Battles2/);
  assert.match(text('gm-list'), /Third.*Second.*First/s);
  document.getElementById('gm-evtab').click();
  assert.match(text('gm-ecount'), /4/);
  document.getElementById('gm-srctab').click();
  assert.match(text('gm-legend'), /Number of events/);
  assert.match(text('gm-about'), /As recognised\./);
  assert.ok(byId('gm-credit').textContent.length);
  assert.equal(layer.marks.length, 3);
});

test('a mark opens its card beside the map, and Escape closes it', async () => {
  await page.openMark(layer.marks.find(({ n }) => n === 1));
  assert.equal(byId('gm-sheet').hidden, false);
  assert.match(byId('gm-sheet-body').textContent, /They said so/);
  assert.ok(page.chosen >= 0);
  key(document, 'Escape');
  assert.equal(byId('gm-sheet').hidden, true);
  assert.equal(page.chosen, -1);
});

test('a mark of two events opens their list, a row of it the event, and the way back leads to the list', async () => {
  await page.openMark(layer.marks.find(({ n }) => n === 2));
  const rows = () => [...byId('gm-sheet-body').querySelectorAll('.gm-rows [role=listitem]')];
  await until(() => rows().length === 2);
  (rows()[0].querySelector('button') ?? rows()[0]).click();
  const back = () => byId('gm-sheet-body').querySelector('.gm-back');
  await until(() => !back().hidden);
  assert.match(byId('gm-sheet-body').textContent, /They said so 1/);
  back().click();
  await until(() => rows().length === 2);
  await fresh();
});

test('the keyboard steps through the marks, and the tip says what each is', () => {
  const box = map.getContainer();
  key(box, 'm');
  const tip = box.querySelector('.gm-tip');
  assert.equal(tip.hidden, false);
  assert.equal(text('gm-live'), tip.textContent);
  key(box, 'Escape');
  assert.equal(tip.hidden, true);
  key(document, '/');
  assert.equal(document.activeElement.id, 'gm-find');
});

test('pointing at a mark makes its sources stand out', async () => {
  const mark = layer.marks.find(({ n }) => n === 2);
  page.point(mark, mark);
  await until(() => page.pointedArticles.size === 2);
  assert.deepEqual([...page.pointedArticles].sort(), [0, 1]);
  page.point(null, { x: 0, y: 0 });
  await until(() => page.pointedArticles.size === 0);
});

test('only this article: events, chip and sentence follow, and undo brings all back', async () => {
  page.onlyArticle(2);
  await rest();
  assert.equal(store.counts.shown, 1);
  store.settle();
  const chips = byId('gm-chips').querySelectorAll('button');
  assert.equal(chips.length, 1);
  chips[0].click();
  await until(() => store.counts.shown === 4);
  store.settle();
  byId('gm-undo').click();
  assert.equal(store.counts.shown, 1);
  byId('gm-redo').click();
  assert.equal(store.counts.shown, 4);
  page.hideArticle(2);
  assert.equal(store.counts.shown, 3);
  await fresh();
});

test('the time line: two dates, the quick ranges, arrows on its grips', async () => {
  byId('gm-to').value = '2022-01-10';
  byId('gm-to').onchange();
  const { end } = store.state;
  assert.ok(end < 12);
  key(byId('gm-h1'), 'ArrowRight');
  assert.equal(store.state.end, end + 1);
  byId('gm-quicks').querySelector('button').click();
  assert.equal(store.state.end - store.state.first, 1);
  await fresh();
  assert.equal(store.state.end, 12);
  assert.ok(page.bars.edges.length > 1);
});

test('a search says how it was taken, offers plain words, and the address keeps it', async () => {
  page.find('Kharkiv');
  await until(() => store.counts.shown === 2);
  assert.match(text('gm-taken'), /Kharkiv/);
  byId('gm-taken').querySelector('button:last-child').click();
  await until(() => store.state.query === '"Kharkiv"');
  await until(() => /q=%22Kharkiv/.test(location.hash));
  await fresh();
});

test('what is doubtful: the least certainty is a filter', async () => {
  const range = byId('gm-sure');
  range.value = '50';
  range.dispatchEvent(new window.Event('input', { bubbles: true }));
  await until(() => store.counts.shown < 4);
  await until(() => /≥ 50/.test(text('gm-doubt')));
  await fresh();
});

test('the tree of places: a place of it is a filter', async () => {
  byId('gm-placesbox').open = true;
  byId('gm-placesbox').dispatchEvent(new window.Event('toggle'));
  assert.match(text('gm-places'), /Ukraine/);
});

test('the desk: table, chart and comparison say what the filters show', async () => {
  const views = [...byId('gm-views').querySelectorAll('[aria-controls]')];
  assert.equal(views.length, 4);
  for (const view of views) {
    view.click();
    await rest();
    assert.equal(byId('gm-desk').hidden, false, view.textContent);
    assert.ok(byId('gm-desk').textContent.length > 20, view.textContent);
    view.click();
    await rest();
  }
  assert.equal(byId('gm-desk').hidden, true);
});

test('hexagons: the legend and the tip follow', async () => {
  store.weigh('h');
  layer.redraw();
  const hex = layer.marks.find(({ places }) => places);
  page.point(hex, hex);
  assert.match(map.getContainer().querySelector('.gm-tip').textContent, /event/);
  assert.equal(document.querySelector('.gm-key-row-hex').hidden, false);
  store.weigh('');
  page.point(null, { x: 0, y: 0 });
});

test('a change between two periods is told to the legend by `shade`', () => {
  page.shade({
    change: {
      periods: [
        [0, 6],
        [6, 12],
      ],
      isDeaths: false,
    },
  });
  assert.ok(byId('gm-legend').querySelector('.gm-compared') || byId('gm-legend').classList.contains('gm-compared'));
  page.shade({ change: null });
});

test('an address put into the open page is followed', async () => {
  location.hash = '#c=1';
  window.dispatchEvent(new window.Event('hashchange'));
  await rest();
  assert.equal(store.state.certain, true);
  assert.equal(store.counts.shown, store.counts.shown - store.counts.unsure);
  await fresh();
});

test('the receipt is the same for equal filters, another for others', async () => {
  const { receiptOf } = await import('../../geomap/web/panel/receipt.js');
  const first = await receiptOf(page);
  assert.equal(await receiptOf(page), first);
  store.change({ end: 6 });
  assert.notEqual(await receiptOf(page), first);
  await fresh();
});

test('the paper says title, filter, events and sources', async () => {
  window.print = () => {};
  globalThis.print = window.print;
  const take = byId('gm-exp');
  take.value = 'print';
  await take.onchange();
  await rest(200);
  const paper = text('gm-print');
  for (const said of ['Four events', 'Kharkiv', 'https://example.org/0', 'Names: GeoNames'])
    assert.match(paper, new RegExp(said));
});

test('the words around a picture: title, filter sentence, licences, receipt', async () => {
  const { wordsAround } = await import('../../geomap/web/panel/picture.js');
  const { viewOf } = await import('../../geomap/web/map/view.js');
  store.change({ end: 6 });
  const { title, above, below } = await wordsAround(page, viewOf(map));
  assert.equal(title, 'Four events');
  assert.match(above.join(' '), /2022/);
  assert.match(below.join(' '), /Names: GeoNames.*geomap 0/s);
  await fresh();
});

test('an address with an event opens it', async () => {
  const { openAsked } = await import('../../geomap/web/panel/links.js');
  await openAsked(page, { event: '9.e3', zoom: 6 });
  assert.match(byId('gm-sheet-body').textContent, /They said so 3/);
  await fresh();
});

test('a drawn ring is a filter, dropped by its chip', async () => {
  store.change({
    shape: [
      [49, 36],
      [49, 37],
      [51, 37],
      [51, 36],
    ],
  });
  store.refresh();
  assert.equal(store.counts.shown, 2);
  await fresh();
  assert.equal(store.counts.shown, 4);
});

test('the window: places beyond it are brought in, several are fitted', () => {
  map.setView([0, 0], 6, { animate: false });
  page.bring(0, store.model);
  assert.ok(map.getBounds().contains(L.latLng(50, 36.2)));
  page.zoomTo([0, 1]);
  assert.ok(map.getBounds().contains(L.latLng(50.4, 30.5)));
});
