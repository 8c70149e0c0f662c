// The report on paper: map, chart, numbered events tied to the marks, sources, method, whose data it is.
import { byId, el } from '../text/dom.js';
import { stackedBars } from './chart.js';
import { binnedTypes } from '../data/series.js';
import { intervalText, dayText } from '../text/dates.js';
import { eachShown } from '../data/filter.js';
import { kindText } from '../text/kinds.js';
import { legendItems } from './legend.js';
import { firstDay, isDoubtful, isDrawn, killedOf, statusOf } from '../data/model.js';
import { dotted, placeName } from '../text/names.js';
import { isAtHome } from './opening.js';
import { wordsAround } from './picture.js';
import { articleRecord } from '../data/record.js';
import { drawSnapshot, viewInside, viewOfAll } from '../map/snapshot.js';
import { storyOnPaper } from './storyprint.js';
import { readTheme } from '../map/theme.js';
import { viewOf } from '../map/view.js';

const MOST = 300; // events and sources on paper
const SIZE = { width: 1060, height: 690 }; // pixels of the map on paper
const SCALE = 2; // dots a pixel
const REST_MS = 400; // a map that rests as long is what would be printed
const LETTERED = 120; // marks that get a letter: more would hide the map
const LETTER = { width: 9, height: 12, gap: 2 }; // pixels that a letter takes

/**
 * @param {Page} page
 * @returns {() => Promise<void>} prepares and prints
 */
export function preparePrint(page) {
  const { store } = page;
  const paper = byId('gm-print');
  const whenIdle = window.requestIdleCallback ?? ((/** @type {() => void} */ act) => window.setTimeout(act, 300));
  let stale = true;
  let made = 0;
  let due = 0;
  let isPrinting = false; // what is printed stays as it is
  const renew = () => {
    stale = true;
    whenIdle(() => void prepare());
  };
  store.on('settled', renew);
  page.map.on('moveend', () => {
    if (!page.map.getSize().x) return; // paper is laid out
    stale = true;
    window.clearTimeout(due);
    due = window.setTimeout(renew, REST_MS);
  });
  // A browser that prints by itself does not wait: the words that were prepared when the page last rested are printed.
  window.addEventListener('beforeprint', () => {
    isPrinting = true;
    drawMap(page, paper);
  });
  window.addEventListener('afterprint', () => {
    isPrinting = false;
    letGo(paper);
    if (stale) renew();
  });
  return async () => {
    await prepare();
    drawMap(page, paper);
    window.print();
  };

  async function prepare() {
    if (!stale || isPrinting) return;
    stale = false;
    const turn = ++made;
    const parts = await report(page);
    if (turn !== made) return;
    if (isPrinting) {
      stale = true;
      return;
    }
    paper.replaceChildren(...parts);
    paper.querySelector('.gm-print-chart')?.replaceChildren(...chartOf(page));
  }
}

/**
 * @param {Page} page
 * @returns {Promise<HTMLElement[]>}
 */
async function report(page) {
  const told = page.story?.told();
  return told ? tale(page, told) : itself(page);
}

/**
 * The story that is told, with what has to stand beside its maps.
 * @param {Page} page
 * @param {Story} story
 */
async function tale(page, story) {
  const { lang } = page;
  const words = await wordsAround(page, windowOf(page));
  const legend = el('ul', 'gm-print-legend', ...legendItems(page).map((item) => el('li', '', signOf(item), item.text)));
  return [
    el('h1', '', el('bdi', '', story.title || words.title)),
    el('p', 'gm-print-said gm-warn', words.below[0]),
    ...(await storyOnPaper(page, story, lightTheme())),
    legend,
    el('section', '', el('h2', '', lang.say('credits')), ...words.below.slice(1).map((line) => el('p', '', line))),
  ];
}

/**
 * What the page shows.
 * @param {Page} page
 */
async function itself(page) {
  const { lang, store, records } = page;
  const view = windowOf(page);
  const words = await wordsAround(page, view);
  const legend = el('ul', 'gm-print-legend', ...legendItems(page).map((item) => el('li', '', signOf(item), item.text)));
  const events = await eventItems(page);
  const shown = store.counts.shown;
  const note = shown > events.length ? el('p', '', lang.say('printedSome', { n: events.length, all: shown })) : null;
  const section = (/** @type {string} */ key, /** @type {(Node | null)[]} */ ...content) =>
    el('section', '', el('h2', '', lang.say(key)), ...content);
  return [
    el('h1', '', el('bdi', '', words.title)),
    ...words.above.map((line) => el('p', 'gm-print-said', line)),
    el('p', 'gm-print-said gm-warn', words.below[0]),
    el('canvas', 'gm-print-map'),
    legend,
    el('div', 'gm-print-chart'),
    section('events', note, el('ol', 'gm-print-events', ...events)),
    section(
      'sources',
      el('ol', 'gm-print-sources', ...(await sourceItems(page))),
      ...(records ? [el('ul', 'gm-print-datasets', ...records.printed())] : []),
    ),
    section('method', el('p', '', byId('gm-about').querySelector('p')?.textContent ?? '')),
    section('credits', ...words.below.slice(1).map((line) => el('p', '', line))),
  ];
}

/**
 * The window of paper: the one that the reader chose, whole; else where the page opens, or all that is shown.
 * @param {Page} page
 */
function windowOf(page) {
  const { store, records, map } = page;
  const isChosen = !isAtHome(page);
  const whole = isChosen ? null : viewOfAll(records ? [store, records.store] : [store], SIZE, store.model.head.opening);
  return whole ?? viewInside(viewOf(map), SIZE);
}

/**
 * Draws what paper shows of the map: always in light colours.
 * @param {Page} page
 * @param {HTMLElement} paper
 */
function drawMap(page, paper) {
  const canvas = /** @type {HTMLCanvasElement | null} */ (paper.querySelector('canvas.gm-print-map'));
  if (!canvas) return;
  const theme = lightTheme();
  canvas.width = SIZE.width * SCALE;
  canvas.height = SIZE.height * SCALE;
  const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  c.scale(SCALE, SCALE);
  const view = windowOf(page);
  const { marks } = drawSnapshot(c, { ...page, theme, chosen: -1 }, view, true);
  c.strokeStyle = theme.line;
  c.lineWidth = 1;
  c.strokeRect(0.5, 0.5, SIZE.width - 1, SIZE.height - 1); // its frame: Chromium may paint a canvas smaller than its box
  letter(c, marks, theme);
  page.redraw();
}

/**
 * The map's pixels, 12 MB, are held only while something is printed.
 * @param {HTMLElement} paper
 */
function letGo(paper) {
  const canvas = /** @type {HTMLCanvasElement | null} */ (paper.querySelector('canvas.gm-print-map'));
  if (canvas) canvas.width = canvas.height = 0;
}

function lightTheme() {
  const root = document.documentElement;
  const { theme: kept } = root.dataset;
  root.dataset.theme = 'light';
  const theme = readTheme();
  if (kept === undefined) delete root.dataset.theme;
  else root.dataset.theme = kept;
  return theme;
}

/**
 * A date or a count that no line breaks; two dates may part at their dash.
 * @param {string} text
 */
const unbroken = (text) => text.replace(/(?<!–) /g, '\u00a0');

/** @param {Page} page */
function chartOf(page) {
  const { lang, store } = page;
  const { state } = store;
  const { series, ticks, name, whiskers } = binnedTypes(page, { from: state.first, to: state.end, width: SIZE.width });
  const label = lang.say('histogram', { bin: lang.say(`bin.${name}`) });
  const notes = whiskers.length ? [lang.say('chartDoubt')] : [];
  const bars = { series, ticks, whiskers, label, width: SIZE.width, height: 150, locale: lang.language };
  return [el('h2', '', label), stackedBars(bars), ...notes.map((text) => el('p', 'gm-print-note', text))];
}

/**
 * Ties the marks to the list: a number of events in each, and the letter under which the list has them.
 * @param {CanvasRenderingContext2D} c
 * @param {Mark[]} marks
 * @param {Theme} theme
 */
function letter(c, marks, theme) {
  const own = marks.filter(({ isRecord }) => !isRecord);
  if (own.length > LETTERED) return;
  c.font = '700 11px system-ui, sans-serif';
  c.textAlign = 'left';
  c.textBaseline = 'middle';
  c.lineWidth = 3;
  lettered(own).forEach(({ mark, sign }) => {
    const [x, y] = seatOf(mark, sign, marks);
    c.strokeStyle = theme.panel;
    c.strokeText(sign, x, y);
    c.fillStyle = theme.accent;
    c.fillText(sign, x, y);
  });
}

/**
 * Where a letter stands beside its mark: at the corner at which it lies on the fewest others.
 * @param {Mark} mark
 * @param {string} sign
 * @param {Mark[]} marks
 * @returns {[number, number]}
 */
function seatOf(mark, sign, marks) {
  const wide = sign.length * LETTER.width;
  const side = (mark.half ?? mark.r) * 0.8 + LETTER.gap;
  const rise = mark.r + 3;
  const seats = [
    [side, -rise],
    [-side - wide, -rise],
    [side, rise],
    [-side - wide, rise],
  ].map(([dx, dy]) => [mark.x + dx, mark.y + dy]);
  const covered = seats.map(
    ([x, y]) =>
      marks.filter(
        (other) =>
          other !== mark &&
          Math.abs(other.x - x - wide / 2) < (other.half ?? other.r) + wide / 2 &&
          Math.abs(other.y - y) < other.r + LETTER.height / 2,
      ).length,
  );
  const [x, y] = seats[covered.indexOf(Math.min(...covered))];
  return [x, y];
}

/**
 * Marks from north to south, each with its letter.
 * @param {Mark[]} marks
 */
const lettered = (marks) =>
  [...marks]
    .sort((a, b) => a.y - b.y || a.x - b.x)
    .map((mark, k) => ({
      mark,
      sign: (k >= 26 ? String.fromCharCode(64 + Math.floor(k / 26)) : '') + String.fromCharCode(65 + (k % 26)),
    }));

/** @param {import('./legend.js').LegendItem} item */
function signOf(item) {
  const canvas = el('canvas');
  canvas.width = 52;
  canvas.height = 40;
  const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  c.scale(2, 2);
  item.draw(c, 13, 10);
  return canvas;
}

/**
 * The latest events in words, each with the letter of its mark.
 * @param {Page} page
 */
async function eventItems(page) {
  const { store, lang, texts } = page;
  const { model, state, pass } = store;
  const { c, head, reportStart } = model;
  /** @type {number[]} */
  const rows = [];
  eachShown(model, state, pass, (i) => rows.push(i));
  const latest = rows.reverse().slice(0, MOST);
  const signs = signsOf(page);
  return Promise.all(
    latest.map(async (i) => {
      const first = head.day0 + firstDay(model, i);
      const p = c.event_place[i];
      const killed = killedOf(model, 'best', i);
      const { quote } = await texts.report.row(reportStart[i]);
      const sign = isDrawn(model, state, p) ? signs.get(p) : undefined;
      const facts = dotted(
        unbroken(intervalText(first, first + c.event_longer[i], head.grains[c.event_when[i] & 7], lang.language)),
        kindText(lang, model.strings.subs[c.event_sub[i]] || head.types[c.event_type[i]]),
        killed ? unbroken(lang.say('dead', { n: killed })) : '',
        isDoubtful(model, i) && lang.say('status.doubtful'),
      );
      return el(
        'li',
        '',
        sign && el('b', 'gm-letter', sign),
        el('b', '', el('bdi', '', placeName(model, lang, p) || '?')),
        ` ${facts} `,
        // what somebody coded is no quotation
        quote && el(head.statuses[statusOf(model, i)] === 'recorded' ? 'span' : 'q', 'gm-print-words', quote),
      );
    }),
  );
}

/**
 * The letter of each place's mark on paper.
 * @param {Page} page
 * @returns {Map<number, string>}
 */
function signsOf(page) {
  const c = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  const view = windowOf(page);
  /** @type {Map<number, string>} */
  const signs = new Map();
  const { marks, level } = drawSnapshot(c, page, view, true);
  const own = marks.filter(({ isRecord }) => !isRecord);
  if (own.length > LETTERED) return signs;
  const bySlot = new Map(
    lettered(own).flatMap(({ mark, sign }) => [mark.slot, ...(mark.also ?? [])].map((slot) => [slot, sign])),
  );
  level.slot.forEach((slot, p) => bySlot.has(slot) && signs.set(p, bySlot.get(slot) ?? ''));
  return signs;
}

/** @param {Page} page */
async function sourceItems({ store, texts, lang }) {
  const { articles } = store;
  const rows = [];
  for (let a = articles.length - 1; a >= 0 && rows.length < MOST; a--) if (articles[a]) rows.push(a);
  const records = await Promise.all(rows.map((row) => articleRecord(store.model, texts, row)));
  return records.map((article) =>
    el(
      'li',
      '',
      el('b', '', el('bdi', '', article.title || lang.say('noHeadline'))),
      ` ${dotted(article.outlet, unbroken(dayText(article.day, lang.language)))} `,
      el('span', '', article.url),
    ),
  );
}
