// Two periods beside each other: how many events or deaths in each, and what has changed, by type, place, province or outlet.
import { button, el } from '../text/dom.js';
import { choices, splitOf, splits } from './deskchart.js';
import { copyText, pasted } from './clipboard.js';
import { dayText, fromIso, iso } from '../text/dates.js';
import { rangeText } from '../data/filter.js';
import { monthsOn } from './player.js';
import { sumsOf } from '../data/sums.js';
import { hasDeaths } from '../data/weights.js';

const MOST = 300; // rows

/**
 * The period before a range: as long as it; whole months before whole months.
 * @param {number} day0
 * @param {{first: number, end: number}} range days after day0
 * @returns {[number, number]} may begin before the page does
 */
export function periodBefore(day0, { first, end }) {
  const date = (/** @type {number} */ day) => new Date((day0 + day) * 864e5);
  if (date(first).getUTCDate() === 1 && date(end).getUTCDate() === 1) {
    const months =
      (date(end).getUTCFullYear() - date(first).getUTCFullYear()) * 12 +
      date(end).getUTCMonth() -
      date(first).getUTCMonth();
    return [monthsOn(day0 + first, -months) - day0, first];
  }
  return [first - (end - first), first];
}

/**
 * A change that may be a range: what can be said of it for certain.
 * @param {Say} lang
 * @param {number[]} from lowest and highest of the earlier period
 * @param {number[]} to of the later one
 */
export function changeText(lang, [low0, high0], [low1, high1]) {
  const signed = (/** @type {number} */ n) => (n > 0 ? '+' : n < 0 ? '−' : '±') + lang.number(Math.abs(n));
  const [least, most] = [low1 - high0, high1 - low0];
  return least === most ? signed(least) : lang.say('changeRange', { a: signed(least), b: signed(most) });
}

/**
 * @param {Page} page
 * @param {() => void} changed told when another figure, split or period was chosen
 * @returns {import('./desk.js').DeskPart}
 */
export function makePeriods(page, changed) {
  const { store, lang } = page;
  const { model } = store;
  const { day0, days } = model.head;
  const wish = {
    by: /** @type {import('./deskchart.js').Split} */ ('type'),
    isDeaths: false,
    other: /** @type {[number, number] | null} */ (null),
    ago: 'before',
    isDrawn: false,
  };
  const figures = choices(
    lang.say('figure'),
    ['events', 'deaths'].map((figure) => [figure, lang.say(`figure.${figure}`)]),
    (figure) => {
      wish.isDeaths = figure === 'deaths';
      changed();
    },
  );
  figures.element.hidden = !hasDeaths(model);
  const by = select(
    'splitBy',
    splits(model).map((split) => [split, lang.say(`by.${split}`)]),
    (value) => (wish.by = /** @type {any} */ (value)),
  );
  const ago = select(
    'against',
    ['before', 'year', 'own'].map((key) => [key, lang.say(`against.${key}`)]),
    (value) => {
      wish.other = value === 'own' ? other() : null;
      wish.ago = value;
    },
  );
  const dates = [0, 1].map((k) => {
    const field = el('input');
    Object.assign(field, { type: 'date', min: iso(day0), max: iso(day0 + days - 1) });
    field.setAttribute('aria-label', lang.say(k ? 'to' : 'from'));
    field.onchange = () => {
      const day = fromIso(field.value) - day0;
      if (Number.isNaN(day)) return;
      const [a, z] = other();
      wish.other = k ? [Math.min(a, day), day + 1] : [day, Math.max(z, day + 1)];
      changed();
    };
    return field;
  });
  const own = el('span', 'gm-periods-own', ...dates);
  const swap = button('gm-key-button', lang.say('swapPeriods'), () => {
    const { first, end } = store.state;
    const [a, z] = other();
    Object.assign(wish, { other: [first, end], ago: 'own' });
    page.close();
    store.change({ first: Math.max(0, Math.min(days - 1, a)), end: Math.max(1, Math.min(days, z)) });
    store.settle();
  });
  const onMap = button('gm-key-button', lang.say('changeOnMap'), () => {
    wish.isDrawn = !wish.isDrawn;
    changed();
  });
  const copy = button('gm-key-button', lang.say('copyTable'), () => void copyRows(), lang.say('copyHint'));
  const table = el('table', 'gm-periods');
  const note = el('p', 'gm-note gm-chart-note');
  const element = el('div', 'gm-periods-hold', table, note);
  element.tabIndex = 0;
  element.setAttribute('role', 'region');
  element.setAttribute('aria-label', lang.say('periods'));
  /** @type {string[][]} */
  let cells = [];
  return { element, tools: [figures.element, by, ago, own, swap, onMap, copy], show, shut, address, restore };

  /**
   * @param {string} label
   * @param {string[][]} options
   * @param {(value: string) => void} choose
   */
  function select(label, options, choose) {
    const box = el('select', 'gm-select');
    box.setAttribute('aria-label', lang.say(label));
    box.append(...options.map(([value, text]) => new Option(text, value)));
    box.onchange = () => {
      choose(box.value);
      changed();
    };
    return box;
  }

  /** The earlier period, or the one that was chosen. @returns {[number, number]} */
  function other() {
    const { first, end } = store.state;
    if (wish.other) return wish.other;
    if (wish.ago === 'year') return [monthsOn(day0 + first, -12) - day0, monthsOn(day0 + end, -12) - day0];
    if (first === 0 && end === days) return [0, Math.floor(days / 2)];
    return periodBefore(day0, store.state);
  }

  /** @returns {[number, number]} the later period: of the filter, or the second half of all time */
  function present() {
    const { first, end } = store.state;
    return first === 0 && end === days && !wish.other && wish.ago === 'before'
      ? [Math.floor(days / 2), days]
      : [first, end];
  }

  /** @param {[number, number]} period */
  function named([a, z]) {
    const [from, to] = [dayText(day0 + a, lang.language), dayText(day0 + z - 1, lang.language)];
    return from === to ? from : `${from} – ${to}`;
  }

  /** Takes the change off the map. */
  function shut() {
    if (store.compared) page.shade({ change: null });
  }

  function show() {
    const { state, pass } = store;
    const periods = [other(), present()];
    onMap.setAttribute('aria-pressed', String(wish.isDrawn));
    const change = wish.isDrawn ? { periods, isDeaths: wish.isDeaths } : null;
    if (JSON.stringify(change) !== JSON.stringify(store.compared)) page.shade({ change });
    const { names, code } = splitOf(page, wish.by);
    const sums = periods.map((period) =>
      sumsOf(model, state, pass, { period, groups: names.length, groupOf: code, isDeaths: wish.isDeaths }),
    );
    const [before, now] = sums;
    const shown = [...names.keys()].filter((g) => before.high[g] || now.high[g]);
    const size = (/** @type {number} */ g) =>
      Math.abs(now.high[g] - before.high[g]) * 1e6 + now.high[g] + before.high[g];
    shown.sort((a, b) => size(b) - size(a) || a - b);
    const total = (/** @type {Float64Array} */ values) => values.reduce((n, one) => n + one, 0);
    const whole = sums.map(({ low, high }) => [total(low), total(high)]);
    const rows = [
      { name: lang.say('allOfThem'), ends: whole },
      ...shown
        .slice(0, MOST)
        .map((g) => ({ name: names[g] || '–', ends: sums.map(({ low, high }) => [low[g], high[g]]) })),
    ];
    const top = Math.max(1, ...rows.slice(1).flatMap(({ ends }) => ends.map(([, high]) => high)));
    const heads = [lang.say(`col.${wish.by}`), ...periods.map(named), lang.say('change')];
    cells = [
      heads,
      ...rows.map(({ name, ends }) => [
        name,
        ...ends.map(([low, high]) => rangeText(lang, low, high)),
        changeText(lang, ends[0], ends[1]),
      ]),
    ];
    table.replaceChildren(
      el('caption', 'gm-vh', lang.say('periods')),
      el('thead', '', el('tr', '', ...heads.map((text) => headCell(text, 'col')))),
      el(
        'tbody',
        '',
        ...rows.map(({ ends }, k) =>
          el(
            'tr',
            k ? '' : 'gm-all',
            headCell(cells[k + 1][0], 'row'),
            ...ends.map(([, high], p) =>
              el('td', 'gm-num', k && high ? bar(high / top, p) : null, el('span', '', cells[k + 1][p + 1])),
            ),
            el('td', 'gm-num', cells[k + 1][3]),
          ),
        ),
      ),
    );
    const lost = periods.some(([a, z]) => a < 0 || z > days);
    note.textContent = [
      lang.say('periodsNote'),
      lost
        ? lang.say('periodsLost', { a: dayText(day0, lang.language), b: dayText(day0 + days - 1, lang.language) })
        : '',
    ]
      .filter(Boolean)
      .join(' ');
    figures.mark(wish.isDeaths ? 'deaths' : 'events');
    by.value = wish.by;
    ago.value = wish.other ? 'own' : wish.ago;
    own.hidden = !wish.other;
    dates.forEach((field, k) => (field.value = iso(day0 + periods[0][k] - k)));
  }

  /**
   * @param {string} text
   * @param {string} scope
   */
  function headCell(text, scope) {
    const cell = el('th', '', el('bdi', '', text));
    cell.setAttribute('scope', scope);
    return cell;
  }

  /**
   * @param {number} share
   * @param {number} p which period
   */
  function bar(share, p) {
    const mark = el('i', p ? 'gm-now' : '');
    mark.style.width = `${Math.round(share * 100)}%`;
    return mark;
  }

  async function copyRows() {
    const text = cells.map((row) => row.map(pasted).join('\t')).join('\n');
    page.toast(lang.say((await copyText(`${text}\n`)) ? 'copiedRows' : 'rowsFailed', { n: cells.length - 1 }));
  }

  function address() {
    const against = wish.other ? wish.other.map((day) => iso(day0 + day)).join('_') : wish.ago;
    return [wish.by, wish.isDeaths ? 'deaths' : 'events', against, ...(wish.isDrawn ? ['map'] : [])].join('.');
  }

  /** @param {string[]} parts */
  function restore([split, figure, against = '', drawn = '']) {
    wish.isDrawn = drawn === 'map';
    wish.by = splits(model).find((one) => one === split) ?? 'type';
    wish.isDeaths = figure === 'deaths' && hasDeaths(model);
    const [a, z] = against.split('_').map((day) => fromIso(day) - day0);
    wish.other = a < z ? [a, z] : null;
    wish.ago = against === 'year' ? 'year' : 'before';
  }
}
