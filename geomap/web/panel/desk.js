// The desk below the map: what is shown as a table or as a chart, under the page's one filter state.
import { button, byId, el } from '../text/dom.js';
import { makeChart } from './deskchart.js';
import { makePeriods } from './deskperiods.js';
import { makeTable } from './desktable.js';
import { isEmbedded } from './frame.js';
import { keepHome } from './opening.js';
import { makeStoryDesk } from './storydesk.js';
import { WORDS } from '../text/deskwords.js';
import { addWords } from '../text/strings.js';

addWords(WORDS);

/** @typedef {'table' | 'chart' | 'periods' | 'story'} DeskName */
/** @typedef {'' | DeskName} DeskView */
/** @typedef {{element: HTMLElement, tools: Node[], show: () => void, shut?: () => void, address: () => string, restore: (parts: string[]) => void}} DeskPart */

/** Beyond so many events table and chart follow when the state rests, not with each step of a brush. */
const MANY = 50000;
const ROOM = 0.5; // of the map's height that an open legend may take beside a desk

/**
 * @param {Page} page
 * @param {string} asked what an address says of the desk
 * @param {() => void} told when another view, order or figure was chosen
 * @param {import('./storydesk.js').StoryActs} story
 */
export function makeDesk(page, asked, told, story) {
  const { store, lang } = page;
  const desk = byId('gm-desk');
  const box = byId('gm');
  /** @type {DeskView} */
  let view = '';
  let isFolded = false; // the legend, by the desk
  /** @type {Partial<Record<DeskName, DeskPart>>} */
  const made = {};
  /** What is looked at is made when somebody looks. */
  const parts = {
    get table() {
      return (made.table ??= makeTable(page, changed));
    },
    get chart() {
      return (made.chart ??= makeChart(page, changed));
    },
    get periods() {
      return (made.periods ??= makePeriods(page, changed));
    },
    get story() {
      return (made.story ??= makeStoryDesk(page, story));
    },
  };
  const count = el('b', 'gm-desk-count');
  const tools = el('div', 'gm-desk-tools');
  const taller = button('gm-ib', '', () => box.classList.toggle('gm-tall'), lang.say('taller'));
  taller.textContent = '⤢';
  taller.title = lang.say('taller');
  const shut = button('gm-ib', '×', () => open(''), lang.say('close'));
  const body = el('div', 'gm-desk-body');
  desk.replaceChildren(el('div', 'gm-desk-head', count, tools, el('span', 'gm-desk-ends', taller, shut)), body);
  const openers = /** @type {DeskName[]} */ (['table', 'chart', 'periods', 'story']).map((name) => ({
    name,
    key: opener(name),
  }));
  byId('gm-views').append(...openers.map(({ key }) => key));
  desk.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !document.querySelector('.gm-card')) open('');
  });
  const follow = () => view && show();
  store.on('settled', follow);
  if (store.model.head.events <= MANY) store.on('now', follow);
  new ResizeObserver(() => view === 'chart' && parts.chart.show()).observe(body);
  restore(asked);
  return { address: () => (view ? [view[0], parts[view].address()].join('.') : ''), restore, open };

  /** @param {DeskName} name */
  function opener(name) {
    const key = button('', lang.say(name), () => open(view === name ? '' : name));
    key.setAttribute('aria-pressed', 'false');
    key.setAttribute('aria-controls', 'gm-desk');
    return key;
  }

  /** @param {DeskView} next */
  function open(next) {
    const held = desk.contains(document.activeElement);
    const last = view;
    if (last && last !== next) made[last]?.shut?.();
    view = next;
    desk.hidden = !view;
    box.classList.toggle('gm-desked', Boolean(view));
    if (!view) box.classList.remove('gm-tall');
    legendFor(Boolean(view));
    // its middle stays in the middle where somebody chose it
    keepHome(page, () => page.map.invalidateSize({ animate: false, pan: true }));
    for (const { name, key } of openers) key.setAttribute('aria-pressed', String(name === view));
    if (view) {
      tools.replaceChildren(...parts[view].tools);
      body.replaceChildren(parts[view].element);
      show();
    } else if (held) openers.find(({ name }) => name === last)?.key.focus();
    told();
  }

  /**
   * A map that gives half of its height to the desk has no room for an open legend; it comes back with the room.
   * @param {boolean} isDesked
   */
  function legendFor(isDesked) {
    const legend = /** @type {HTMLDetailsElement} */ (byId('gm-legend'));
    if (isDesked && legend.open && legend.offsetHeight > byId('gm-mapbox').clientHeight * ROOM)
      legend.open = !(isFolded = true);
    else if (!isDesked && isFolded) legend.open = !(isFolded = false);
  }

  function changed() {
    if (view) show();
    told();
  }

  function show() {
    count.textContent = lang.say('countEvents', { n: store.counts.shown });
    if (view) parts[view].show();
  }

  /** @param {string} text */
  function restore(text) {
    const [letter, ...rest] = text.split('.');
    const wanted = isEmbedded() ? '' : (openers.find(({ name }) => name[0] === letter)?.name ?? '');
    if (wanted) parts[wanted].restore(rest);
    if (wanted || view) open(wanted);
  }
}
