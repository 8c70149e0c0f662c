// The list of a mark that stands for several events: sorted as the reader wants it, a row opens its event.
import { button, el } from '../text/dom.js';
import { makeList } from './vlist.js';

const ROW = 76; // pixels, as in the side panel

/**
 * @typedef {object} Lines how the rows of a card's list look and how they can be sorted
 * @property {(row: number, open: () => void) => HTMLElement} make
 * @property {[string, (a: number, b: number) => number][]} sorts by the key of their words
 */

/**
 * @param {Say} lang
 * @param {{rows: number[], lines: Lines, pick: (row: number, order: number[]) => void}} what
 */
export function makeRowList(lang, { rows, lines, pick }) {
  let order = rows;
  const box = el('div', 'gm-v gm-cardlist');
  box.tabIndex = 0;
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', lang.say('events'));
  box.style.height = `${rows.length * ROW + 2}px`;
  const list = makeList(box, ROW, (row) => lines.make(row, () => pick(row, order)));
  const sort = el('select', 'gm-select');
  sort.setAttribute('aria-label', lang.say('sortEvents'));
  sort.append(...lines.sorts.map(([key], k) => new Option(lang.say(key), String(k))));
  sort.onchange = () => {
    order = [...rows].sort(lines.sorts[sort.selectedIndex][1]);
    list.set(order);
    box.scrollTop = 0;
  };
  const element = el(
    'div',
    'gm-rows',
    el('div', 'gm-tools', el('span', '', lang.say('countEvents', { n: rows.length })), sort),
    box,
  );
  requestAnimationFrame(() => list.set(order)); // once it is in the page and has a height
  return { element, draw: () => list.draw() };
}

/**
 * The way back from an event to the list it was picked from.
 * @param {Say} lang
 * @param {number} n
 * @param {() => void} back
 */
export const backButton = (lang, n, back) => button('gm-link gm-back', `‹ ${lang.say('backToList', { n })}`, back);
