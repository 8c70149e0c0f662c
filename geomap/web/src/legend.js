// The legend on the map: what a number, a shape, a hatching and a hollow mark mean.
import { byId, el } from './dom.js';
import { AREA } from './model.js';

/** @param {Page} page */
export function makeLegend({ lang, store, styles, records }) {
  const { model } = store;
  const rows = [
    row('many', ringSign(styles), lang.say('legendMany')),
    row('one', el('span', 'gm-key-one'), lang.say('legendOne')),
  ];
  if (model.c.place_kind.includes(AREA)) rows.push(row('area', el('span', 'gm-key-area'), lang.say('legendArea')));
  if (model.fuzzy.length) rows.push(row('unsure', el('span', 'gm-key-unsure'), lang.say('legendUnsure')));
  for (const parts of records?.legend() ?? []) rows.push(row(...parts));
  const box = /** @type {HTMLDetailsElement} */ (byId('gm-legend'));
  box.replaceChildren(el('summary', '', lang.say('legend')), ...rows);
  box.open = window.innerWidth > 900;
}

/**
 * @param {string} name
 * @param {Element} sign
 * @param {string} text
 */
const row = (name, sign, text) => el('div', `gm-key gm-key-row-${name}`, el('span', 'gm-key-sign', sign), el('span', '', text));

/** @param {TypeStyle[]} styles */
function ringSign(styles) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 26 26');
  svg.setAttribute('width', '24');
  svg.setAttribute('height', '24');
  svg.setAttribute('aria-hidden', 'true');
  const parts = styles.slice(0, 3).length;
  const length = 2 * Math.PI * 10;
  styles.slice(0, 3).forEach(({ color }, k) => {
    const arc = document.createElementNS(space, 'circle');
    for (const [name, value] of Object.entries({ cx: 13, cy: 13, r: 10, fill: 'none', stroke: color, 'stroke-width': 4, 'stroke-dasharray': `${length / parts} ${length}`, 'stroke-dashoffset': (-k * length) / parts })) arc.setAttribute(name, String(value));
    svg.append(arc);
  });
  const text = document.createElementNS(space, 'text');
  for (const [name, value] of Object.entries({ x: 13, y: 16.4, 'font-size': 9.5, 'font-weight': 600, 'text-anchor': 'middle', fill: 'currentColor' })) text.setAttribute(name, String(value));
  text.textContent = '42';
  svg.append(text);
  return svg;
}
