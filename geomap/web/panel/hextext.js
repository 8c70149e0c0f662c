// What a hexagon says to the pointer, and the legend of hexagons.
import { el } from '../text/dom.js';
import { changeText } from './deskperiods.js';

/**
 * @param {{store: Store, lang: Say}} page
 * @param {Mark} mark
 */
export function hexText({ store, lang }, { n, values = [] }) {
  if (store.compared)
    return lang.say(store.compared.isDeaths ? 'hexChangeDeaths' : 'hexChange', {
      change: changeText(lang, values.slice(0, 2), values.slice(2)),
    });
  if (store.counts.dead) return lang.say('dead', { n });
  return n === 1 ? lang.say('oneEvent') : lang.say('countEvents', { n });
}

/**
 * How hexagons are read: a line of the legend that is there while they are.
 * @param {Page} page
 * @returns {{row: HTMLElement, shaded: () => void}} the line, and what is told when a change is shown or no longer
 */
export function hexLegend(page) {
  const { lang, store } = page;
  const text = el('span');
  const row = el('div', 'gm-key gm-key-row-hex', el('span', 'gm-key-sign', el('span', 'gm-key-hex', '\u2b22')), text);
  const show = () => {
    row.hidden = !store.isHexed && !store.compared;
    row.parentElement?.classList.toggle('gm-hexed', !row.hidden);
    row.parentElement?.classList.toggle('gm-compared', Boolean(store.compared));
    text.textContent = lang.say(store.compared ? 'legendChange' : store.counts.dead ? 'legendHexDeaths' : 'legendHex');
  };
  store.on('now', show);
  queueMicrotask(show); // when it stands in the legend
  return { row, shaded: show };
}
