// The legend: what a number, a shape, a hatching and a hollow mark mean; on the map and in pictures.
import { byId, el } from '../text/dom.js';
import { MOST_CIRCLES } from '../map/areas.js';
import { AREA } from '../data/model.js';
import { gatheredText, hexLegend } from './hextext.js';
import { FALL, isGathered, RISE, traceHex } from '../map/hexes.js';
import { kindText } from '../text/kinds.js';
import { hasDeaths } from '../data/weights.js';
import { traceShape } from '../map/theme.js';

/** How marks may be drawn, each as an address says it. @type {Record<string, string>} */
const FORMS = { marks: '', hexagons: 'h', districts: 'a' };

/** @typedef {{key: string, text: string, draw: (c: CanvasRenderingContext2D, x: number, y: number) => void}} LegendItem drawn around a point */

/**
 * Everything that a picture has to explain: each type with its sign, then what numbers and outlines mean.
 * @param {Page} page
 * @returns {LegendItem[]}
 */
export function legendItems(page) {
  const { store } = page;
  return isGathered(store) ? hexItems(page) : markItems(page);
}

/**
 * @param {Page} page
 * @returns {LegendItem[]}
 */
function hexItems({ lang, store, theme }) {
  const isSquare = store.isShaded && !store.compared;
  const colors = store.compared ? [FALL, RISE] : [theme.accent];
  const hexes = {
    key: 'hex',
    text: gatheredText({ lang, store }),
    draw: (/** @type {CanvasRenderingContext2D} */ c, /** @type {number} */ x, /** @type {number} */ y) =>
      colors.forEach((color, k) => gathered(c, color, x + (colors.length > 1 ? 12 * k - 6 : 0), y, isSquare)),
  };
  return store.compared || !store.model.c.place_kind.includes(AREA) ? [hexes] : [hexes, areaItem(lang, theme)];
}

/**
 * @param {Page} page
 * @returns {LegendItem[]}
 */
function markItems({ lang, store, styles, theme, records }) {
  const { model, counts, state } = store;
  /** @type {LegendItem[]} */
  const items = styles.flatMap(({ color, shape }, t) =>
    state.types[t] && counts.types[t]
      ? [
          {
            key: `type${t}`,
            text: kindText(lang, model.head.types[t]),
            draw: (c, x, y) => filled(c, shape, color, x, y),
          },
        ]
      : [],
  );
  items.push({
    key: 'many',
    text: lang.say(counts.dead ? 'legendDeaths' : 'legendMany'),
    draw: (c, x, y) => ring(c, styles, theme, x, y),
  });
  if (model.c.place_kind.includes(AREA)) items.push(areaItem(lang, theme));
  if (model.areaPlaces.filter((p) => !model.c.place_area[p]).length > MOST_CIRCLES)
    items.push({ key: 'shade', text: lang.say('legendShade'), draw: (c, x, y) => shaded(c, theme.muted, x, y) });
  if (counts.unsure)
    items.push({ key: 'unsure', text: lang.say('legendUnsure'), draw: (c, x, y) => hollow(c, theme, x, y) });
  if (state.doubt && counts.doubtful)
    items.push({ key: 'ghost', text: lang.say('legendGhost'), draw: (c, x, y) => dotted(c, theme.muted, x, y) });
  if (records)
    items.push({ key: 'record', text: lang.say('legendRecord'), draw: (c, x, y) => diamond(c, theme, x, y) });
  return items;
}

/** @param {Say} lang @param {Theme} theme @returns {LegendItem} */
const areaItem = (lang, theme) => ({
  key: 'area',
  text: lang.say('legendArea'),
  draw: (c, x, y) => hatched(c, theme.muted, x, y),
});

/** @param {CanvasRenderingContext2D} c @param {string} color @param {number} x @param {number} y @param {boolean} isSquare */
function gathered(c, color, x, y, isSquare) {
  c.beginPath();
  if (isSquare) c.rect(x - 6, y - 6, 12, 12);
  else traceHex(c, x, y, 6.5);
  c.globalAlpha = 0.6;
  c.fillStyle = color;
  c.fill();
  c.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} c @param {string} shape @param {string} color @param {number} x @param {number} y */
function filled(c, shape, color, x, y) {
  c.beginPath();
  traceShape(c, shape, x, y, 6);
  c.fillStyle = color;
  c.fill();
}

/** @param {CanvasRenderingContext2D} c @param {TypeStyle[]} styles @param {Theme} theme @param {number} x @param {number} y */
function ring(c, styles, theme, x, y) {
  const parts = styles.slice(0, 3);
  c.lineWidth = 3;
  parts.forEach(({ color }, k) => {
    c.beginPath();
    c.arc(
      x,
      y,
      8,
      -Math.PI / 2 + (k * 2 * Math.PI) / parts.length,
      -Math.PI / 2 + ((k + 1) * 2 * Math.PI) / parts.length,
    );
    c.strokeStyle = color;
    c.stroke();
  });
  c.fillStyle = theme.ink;
  c.font = '600 8px system-ui, sans-serif';
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.fillText('42', x, y + 0.5);
}

/** @param {CanvasRenderingContext2D} c @param {string} color @param {number} x @param {number} y */
function hatched(c, color, x, y) {
  c.save();
  c.strokeStyle = color;
  c.lineWidth = 1;
  c.beginPath();
  c.rect(x - 11, y - 7, 22, 14);
  c.clip();
  for (let k = -14; k < 26; k += 4) {
    c.moveTo(x - 11 + k, y + 7);
    c.lineTo(x - 11 + k + 14, y - 7);
  }
  c.stroke();
  c.restore();
  c.setLineDash([3, 2]);
  c.strokeStyle = color;
  c.lineWidth = 1.4;
  c.strokeRect(x - 11, y - 7, 22, 14);
  c.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} c @param {string} color @param {number} x @param {number} y */
function shaded(c, color, x, y) {
  c.save();
  c.fillStyle = color;
  c.globalAlpha = 0.22;
  for (const [dx, r] of [
    [-4, 7],
    [4, 7],
  ]) {
    c.beginPath();
    c.arc(x + dx, y, r, 0, 2 * Math.PI);
    c.fill();
  }
  c.restore();
}

/** @param {CanvasRenderingContext2D} c @param {Theme} theme @param {number} x @param {number} y */
function hollow(c, theme, x, y) {
  c.strokeStyle = theme.muted;
  c.lineWidth = 2;
  c.strokeRect(x - 6, y - 6, 12, 12);
}

/** @param {CanvasRenderingContext2D} c @param {string} color @param {number} x @param {number} y */
function dotted(c, color, x, y) {
  c.beginPath();
  c.arc(x, y, 7, 0, 2 * Math.PI);
  c.setLineDash([2, 2]);
  c.lineWidth = 1.8;
  c.strokeStyle = color;
  c.stroke();
  c.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} c @param {Theme} theme @param {number} x @param {number} y */
function diamond(c, theme, x, y) {
  c.beginPath();
  traceShape(c, 'diamond', x, y, 6);
  c.strokeStyle = theme.ink;
  c.lineWidth = 1.6;
  c.stroke();
}

/** Whether there is room for the legend to be open at first. */
export const opensLegend = () => window.innerWidth > 900 && window.innerHeight > 500;

/**
 * @param {Page} page
 * @returns {Pick<Offers, 'shaded'>}
 */
export function makeLegend(page) {
  const { lang, store, styles, records } = page;
  const { model } = store;
  const rows = [
    row('many', ringSign(styles), lang.say('legendMany')),
    row('one', el('span', 'gm-key-one'), lang.say('legendOne')),
  ];
  if (model.c.place_kind.includes(AREA)) rows.push(row('area', el('span', 'gm-key-area'), lang.say('legendArea')));
  if (model.areaPlaces.filter((p) => !model.c.place_area[p]).length > MOST_CIRCLES)
    rows.push(row('shade', el('span', 'gm-key-shade'), lang.say('legendShade')));
  if (model.fuzzy.length) rows.push(row('unsure', el('span', 'gm-key-unsure'), lang.say('legendUnsure')));
  if (model.doubtful.length) rows.push(row('ghost', el('span', 'gm-key-ghost'), lang.say('legendGhost')));
  for (const parts of records?.legend() ?? []) rows.push(row(...parts));
  const box = /** @type {HTMLDetailsElement} */ (byId('gm-legend'));
  box.replaceChildren(el('summary', '', lang.say('legend')), ...rows);
  const { row: hexRow, shaded } = hexLegend(page);
  box.append(hexRow, ...sizeChoices(lang, store));
  box.open = opensLegend();
  return { shaded };
}

/**
 * Whether marks show events or the people killed, where somebody is said to be dead; and whether they are marks, hexagons or districts.
 * @param {Say} lang
 * @param {Store} store
 */
function sizeChoices(lang, store) {
  const figure = choice(
    'gm-size',
    ['events', 'deaths'].map((key) => [key, lang.say(`figure.${key}`)]),
  );
  const form = choice(
    'gm-form',
    Object.keys(FORMS)
      .filter((key) => key !== 'districts' || store.model.districts.length)
      .map((key) => [key, lang.say(`form.${key}`)]),
  );
  const weigh = () => store.weigh((figure.value === 'deaths' ? 'd' : '') + (FORMS[form.value] ?? ''));
  figure.onchange = form.onchange = weigh;
  const text = byId('gm-legend').querySelector('.gm-key-row-many > span:last-child');
  const show = () => {
    const isDeaths = Boolean(store.counts.dead);
    figure.value = isDeaths ? 'deaths' : 'events';
    form.value = store.isHexed ? 'hexagons' : store.isShaded ? 'districts' : 'marks';
    if (text) text.textContent = lang.say(isDeaths ? 'legendDeaths' : 'legendMany');
  };
  store.on('now', show);
  show();
  const field = (/** @type {string} */ key, /** @type {HTMLElement} */ select) =>
    el('label', 'gm-field gm-size', el('span', '', lang.say(key)), select);
  return [...(hasDeaths(store.model) ? [field('sizeBy', figure)] : []), field('drawnAs', form)];
}

/**
 * @param {string} id
 * @param {string[][]} options
 */
function choice(id, options) {
  const select = el('select', 'gm-select');
  select.id = id;
  select.append(...options.map(([value, text]) => new Option(text, value)));
  return select;
}

/**
 * @param {string} name
 * @param {Element} sign
 * @param {string} text
 */
const row = (name, sign, text) =>
  el('div', `gm-key gm-key-row-${name}`, el('span', 'gm-key-sign', sign), el('span', '', text));

/** @param {TypeStyle[]} styles */
function ringSign(styles) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 48;
  canvas.style.width = canvas.style.height = '24px';
  canvas.setAttribute('aria-hidden', 'true');
  const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  c.scale(2, 2);
  const style = getComputedStyle(document.documentElement);
  ring(c, styles, /** @type {Theme} */ ({ ink: style.getPropertyValue('--gm-ink').trim() }), 12, 12);
  return canvas;
}
