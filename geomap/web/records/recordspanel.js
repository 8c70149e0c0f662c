// The part of the side panel that is about others' records: a switch for each dataset, the lists of the join, the count.
import { byId, button, el, write } from '../text/dom.js';
import { matchedBySlot, recordSign } from './recordsdraw.js';

/** @type {JoinList[]} */
const LISTS = ['', 'matched', 'records', 'events'];

/**
 * @param {Page} page
 * @param {RecordsCore} records
 */
export function makeRecordsPanel(page, records) {
  const { store, lang } = page;
  const { head } = records;
  const rows = head.names.map((name, k) => datasetRow(page, name, k));
  const select = el('select', 'gm-select');
  select.id = 'gm-join';
  select.append(...LISTS.map((list) => new Option(lang.say(`join.${list || 'all'}`), list)));
  select.addEventListener('change', () => {
    page.close();
    records.choose(LISTS[select.selectedIndex]);
  });
  const label = el('label', 'gm-field', el('span', '', lang.say('joinShow')), select);
  label.htmlFor = 'gm-join';
  const box = el(
    'section',
    'gm-sec',
    el('h2', 'gm-lab', lang.say('records')),
    el('div', 'gm-sets', ...rows.map((row) => row.element)),
    label,
  );
  box.id = 'gm-records';
  box.setAttribute('aria-label', lang.say('records'));
  byId('gm-types').parentElement?.after(box);
  const count = el('span');
  count.id = 'gm-rcount';
  byId('gm-unsure').after(' ', count);
  store.on('now', show);
  store.on('settled', showCounts);
  show();

  function show() {
    write(count, `· ${recordsText(page, records)}`);
    rows.forEach((row, k) => row.show(store.state.sets[k] > 0));
    select.selectedIndex = LISTS.indexOf(store.state.join);
  }

  function showCounts() {
    const shown = records.store.articles;
    const most = Math.max(1, ...shown);
    rows.forEach((row, k) => row.count(shown[k], shown[k] / most));
    const { events, records: others } = records.counts();
    const said = [
      { n: events[0] + events[1], m: others[0] + others[1] },
      { n: events[0], m: others[0] },
      { n: 0, m: others[1] },
      { n: events[1], m: 0 },
    ];
    LISTS.forEach((list, k) => {
      const option = select.options[k];
      const text = lang.say(`join.${list || 'all'}`, said[k]);
      if (option.text !== text) option.text = text;
    });
  }
}

/**
 * @param {Page} page
 * @param {RecordsCore} records
 */
export const recordsText = ({ lang }, { store, head }) =>
  lang.say('ofRecords', { m: store.counts.shown, all: head.events });

/**
 * What a diamond says when it is pointed at.
 * @param {Say} lang
 * @param {RecordsCore} records
 * @param {Mark} mark
 */
export function recordsTip(lang, records, { n, slot }) {
  const matched = matchedBySlot(records)[slot];
  if (n > 1) return lang.say('tipRecords', { m: n, n: matched });
  return `${lang.say('record')}: ${lang.say(matched ? 'hasArticle' : 'hasNoArticle')}`;
}

/**
 * @param {Page} page
 * @param {string} name
 * @param {number} k
 */
function datasetRow({ store, lang }, name, k) {
  const number = el('span', 'gm-n');
  const bar = el('i');
  const element = button('gm-type', '', () => {
    store.state.sets[k] = 1 - store.state.sets[k];
    store.refresh();
  });
  element.setAttribute('role', 'switch');
  element.append(recordSign(false), el('span', 'gm-tn', name), el('span', 'gm-share', bar), number);
  return {
    element,
    /** @param {boolean} on */
    show(on) {
      if (element.getAttribute('aria-checked') !== String(on)) element.setAttribute('aria-checked', String(on));
    },
    /**
     * @param {number} n
     * @param {number} share
     */
    count(n, share) {
      write(number, lang.number(n));
      bar.style.transform = `scaleX(${share.toFixed(3)})`;
    },
  };
}

/**
 * The datasets on paper, each with its licence; those that are off are left out.
 * @param {Page} page
 * @param {RecordsCore} records
 */
export function printedDatasets(page, { head, store }) {
  const { sets } = page.store.state;
  const rows = head.names
    .map((name, k) => ({ name, licence: head.licences[k], n: store.articles[k], on: sets[k] }))
    .filter(({ on }) => on);
  return rows.map(({ name, licence, n }) =>
    el('li', '', el('b', '', name), ` ${page.lang.say('countRecords', { m: n })} `, el('span', '', licence)),
  );
}
