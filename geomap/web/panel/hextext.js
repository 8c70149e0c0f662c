// What a hexagon or district says to the pointer, and the legend of both.
import { el } from '../text/dom.js';
import { isGathered } from '../map/hexes.js';
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
 * How hexagons, districts or a change are read.
 * @param {{lang: Say, store: Store}} page
 */
export function gatheredText({ lang, store }) {
  if (store.compared) return lang.say('legendChange');
  if (store.isShaded) return lang.say(store.counts.dead ? 'legendDistrictDeaths' : 'legendDistrict');
  return lang.say(store.counts.dead ? 'legendHexDeaths' : 'legendHex');
}

/**
 * The same as a line of the legend that is there while they are.
 * @param {Page} page
 * @returns {{row: HTMLElement, shaded: () => void}} the line, and what is told when a change is shown or no longer
 */
export function hexLegend(page) {
  const { store } = page;
  const text = el('span');
  const sign = el('span', 'gm-key-hex');
  const row = el('div', 'gm-key gm-key-row-hex', el('span', 'gm-key-sign', sign), text);
  const show = () => {
    row.hidden = !isGathered(store);
    sign.textContent = store.isShaded && !store.compared ? '\u25a0' : '\u2b22';
    row.parentElement?.classList.toggle('gm-hexed', !row.hidden);
    row.parentElement?.classList.toggle('gm-compared', Boolean(store.compared));
    text.textContent = gatheredText(page);
  };
  store.on('now', show);
  queueMicrotask(show); // when it stands in the legend
  return { row, shaded: show };
}
