// What is shown as a table: sorted by any column, with the columns one wants, copied for a spreadsheet.
import { button, el } from '../text/dom.js';
import { copyText, pasted } from './clipboard.js';
import { isCertain } from '../data/filter.js';
import { articlesOf, isDrawn } from '../data/model.js';
import { rowsShown, sortedRows, tableColumns } from '../data/table.js';
import { sign } from '../map/theme.js';
import { makeList } from './vlist.js';

const ROW = 29; // pixels
const NARROW = 520; // pixels of a table with narrower columns
const MOST = 100000; // rows that are copied: more stall a spreadsheet

/**
 * @param {Page} page
 * @param {() => void} changed told when order or columns are others
 * @returns {import('./desk.js').DeskPart}
 */
export function makeTable(page, changed) {
  const { store, lang } = page;
  const all = tableColumns(page);
  const wish = { sort: 'col.date', down: true, keys: all.filter(({ isUsual }) => isUsual).map(({ key }) => key) };
  const head = el('div', 'gm-thead');
  head.setAttribute('role', 'row');
  const box = el('div', 'gm-v gm-table-box');
  box.tabIndex = 0;
  box.append(head);
  box.setAttribute('role', 'table');
  box.setAttribute('aria-label', lang.say('table'));
  const list = makeList(box, ROW, (i) => line(page, columns(), i), 'row');
  /** @type {Uint32Array} */
  let rows = new Uint32Array(0);
  const chooser = el('div', 'gm-chooser', ...all.map(choice));
  const choose = el('details', 'gm-choose', el('summary', '', lang.say('columns')), chooser);
  const copy = button('gm-key-button', lang.say('copyTable'), () => void copyRows(), lang.say('copyHint'));
  return { element: box, tools: [choose, copy], show, address, restore };

  function columns() {
    return all.filter(({ key }) => wish.keys.includes(key));
  }

  function show() {
    const column = all.find(({ key }) => key === wish.sort);
    rows = rowsShown(store);
    rows = column?.rank ? sortedRows(rows, column.rank(), wish.down) : rows;
    const shown = columns();
    const narrow = box.clientWidth < NARROW ? 0.85 : 1;
    box.style.setProperty(
      '--gm-columns',
      shown
        .map(({ width, isNumber }) => (isNumber ? `${width * narrow}px` : `minmax(${width * narrow}px, ${width}fr)`))
        .join(' '),
    );
    box.style.setProperty('--gm-wide', `${shown.reduce((sum, { width }) => sum + width * narrow, 0)}px`);
    box.setAttribute('aria-rowcount', String(rows.length + 1));
    heads(shown);
    list.set(rows);
  }

  /** @param {import('../data/table.js').TableColumn[]} shown */
  function heads(shown) {
    const held = [...head.querySelectorAll('button')].findIndex((key) => key === document.activeElement);
    head.replaceChildren(
      ...shown.map(({ key, isNumber, rank }) => {
        const name = lang.say(key);
        const isSorted = key === wish.sort;
        const arrow = el('span', 'gm-arrow', isSorted ? (wish.down ? '▼' : '▲') : '');
        arrow.setAttribute('aria-hidden', 'true');
        const sorter = rank
          ? button('gm-th', '', () => sortBy(key, isNumber || key === 'col.date'), lang.say('sortBy', { what: name }))
          : el('span', 'gm-th', name);
        if (rank) sorter.append(el('span', '', name), arrow);
        const cell = el('div', isNumber ? 'gm-number' : '', sorter);
        cell.setAttribute('role', 'columnheader');
        if (rank) cell.setAttribute('aria-sort', isSorted ? (wish.down ? 'descending' : 'ascending') : 'none');
        return cell;
      }),
    );
    if (held >= 0) head.querySelectorAll('button')[held]?.focus({ preventScroll: true });
  }

  /**
   * @param {string} key
   * @param {boolean} isDownFirst
   */
  function sortBy(key, isDownFirst) {
    wish.down = wish.sort === key ? !wish.down : isDownFirst;
    wish.sort = key;
    box.scrollTop = 0;
    changed();
  }

  /** @param {import('../data/table.js').TableColumn} column */
  function choice({ key }) {
    const tick = el('input');
    tick.type = 'checkbox';
    tick.dataset.key = key;
    tick.checked = wish.keys.includes(key);
    tick.onchange = () => {
      wish.keys = wish.keys.filter((one) => one !== key);
      if (tick.checked || !wish.keys.length) wish.keys.push(key);
      tick.checked = wish.keys.includes(key);
      changed();
    };
    return el('label', 'gm-check', tick, el('span', '', lang.say(key)));
  }

  async function copyRows() {
    const shown = columns();
    const some = rows.subarray(0, MOST);
    const lines = [shown.map(({ key }) => pasted(lang.say(key))).join('\t')];
    for (const i of some)
      lines.push((await Promise.all(shown.map((column) => said(page, column, i)))).map(pasted).join('\t'));
    const done = await copyText(`${lines.join('\n')}\n`);
    const key = !done ? 'rowsFailed' : some.length < rows.length ? 'copiedSome' : 'copiedRows';
    page.toast(lang.say(key, { n: some.length, all: rows.length }));
  }

  /** Order and columns for the address: a column as its place among all. */
  function address() {
    const usual = all.filter(({ isUsual }) => isUsual).map(({ key }) => key);
    const isUsual = usual.length === wish.keys.length && usual.every((key) => wish.keys.includes(key));
    const shown = isUsual
      ? ''
      : columns()
          .map(({ key }) => key.slice(4))
          .join('~');
    return [wish.sort.slice(4), wish.down ? 'd' : 'u', ...(shown ? [shown] : [])].join('.');
  }

  /** @param {string[]} parts */
  function restore([sort, way, shown]) {
    const known = (/** @type {string} */ name) => all.find(({ key }) => key === `col.${name}`);
    if (known(sort ?? '')?.rank) Object.assign(wish, { sort: `col.${sort}`, down: way !== 'u' });
    const keys = (shown ?? '').split('~').flatMap((name) => known(name)?.key ?? []);
    wish.keys = keys.length ? keys : all.filter(({ isUsual }) => isUsual).map(({ key }) => key);
    for (const tick of chooser.querySelectorAll('input')) tick.checked = wish.keys.includes(tick.dataset.key ?? '');
  }
}

/**
 * What stands in a cell, also where it is read from a block of text.
 * @param {Page} page
 * @param {import('../data/table.js').TableColumn} column
 * @param {number} i
 */
async function said({ store: { model }, texts }, { say, text }, i) {
  if (!text) return say(i);
  const [kind, field] = text;
  const row = await (kind === 'report'
    ? texts.report.row(model.reportStart[i])
    : texts.article.row(articlesOf(model, i)[0]));
  return row[field] ?? '';
}

/**
 * @param {Page} page
 * @param {import('../data/table.js').TableColumn[]} columns
 * @param {number} i
 */
function line(page, columns, i) {
  const { store, lang, styles } = page;
  const { c } = store.model;
  const place = c.event_place[i];
  const open = () => void page.open([place], [i], 0);
  const cells = columns.map((column, k) => {
    const text = column.say(i);
    const inner = el('bdi', '', text);
    if (column.text) void said(page, column, i).then((words) => (inner.textContent = words));
    const content = k ? inner : button('gm-td', '', open, `${lang.say('openEvent')}: ${text}`);
    if (!k) content.append(inner);
    const isType = column.key === 'col.type';
    const cell = el('div', column.isNumber ? 'gm-number' : '', isType && sign(styles[c.event_type[i]], 11), content);
    cell.setAttribute('role', 'cell');
    if (!column.text && text) cell.title = text;
    return cell;
  });
  const row = el('div', isCertain(store.model, store.state, i) ? 'gm-tr' : 'gm-tr gm-maybe', ...cells);
  row.addEventListener('click', (event) => {
    if (!(event.target instanceof Element && event.target.closest('button'))) open();
  });
  row.onmouseenter = () => point(isDrawn(store.model, store.state, place) ? [place] : []);
  row.onmouseleave = () => point([]);
  return row;

  /** @param {number[]} places */
  function point(places) {
    page.look({ pointed: new Set(places) });
    page.redraw();
  }
}
