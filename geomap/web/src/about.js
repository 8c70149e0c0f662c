// What the page says about itself: method, limits, borders, the run's counts, everything left out, credits.
import { byId, el } from './dom.js';
import { makeList } from './vlist.js';

const ROW = 58; // pixels

/** @param {Page} page */
export function makeAbout(page) {
  const { lang, store, texts } = page;
  const { head } = store.model;
  const { notes } = head;
  const parts = [
    section(lang.say('method'), el('p', '', lang.say('methodText')), el('p', 'gm-warn', lang.say('machine'))),
    section(lang.say('limits'), el('p', '', lang.say('limitsText')), el('p', '', head.borders[lang.language] ?? head.borders.en ?? ''), head.tiles && el('p', '', lang.say('tilesNote', { host: new URL(head.tiles.origin).host }))),
    page.records && section(lang.say('recordsHead'), el('p', '', lang.say('recordsNote'))),
    notes.counts.length > 0 && section(lang.say('counts'), table(notes.counts, lang)),
    notes.rejects.length > 0 && section(lang.say('leftOut'), table(notes.rejects, lang)),
  ];
  const rejects = el('div', 'gm-v gm-rejects');
  rejects.tabIndex = 0;
  rejects.setAttribute('role', 'region');
  rejects.setAttribute('aria-label', lang.say('leftOutEach'));
  const each = el('details', 'gm-more', el('summary', '', `${lang.say('leftOutEach')} (${lang.number(texts.reject.n)})`), rejects);
  if (texts.reject.n) parts.push(each);
  parts.push(section(lang.say('credits'), ...[...notes.licences, head.credit].map((line) => el('p', 'gm-sub', line))));
  const run = [`geomap ${notes.version}`, notes.settings && `settings ${notes.settings}`, notes.gazetteer && `gazetteer ${notes.gazetteer}`];
  parts.push(section(lang.say('run'), el('p', 'gm-sub', run.filter(Boolean).join(' · '))));
  byId('gm-about').replaceChildren(...parts.filter((part) => part instanceof Node));
  const list = makeList(rejects, ROW, (row) => rejectRow(page, row));
  each.addEventListener('toggle', () => list.set(Array.from({ length: texts.reject.n }, (_, k) => k)));
}

/**
 * @param {string} title
 * @param {...(Node | undefined)} content
 */
const section = (title, ...content) => el('section', '', el('h3', '', title), ...content);

/**
 * @param {[string, number][]} rows
 * @param {Say} lang
 */
function table(rows, lang) {
  const body = el('tbody', '', ...rows.map(([name, n]) => el('tr', '', el('td', '', name), el('td', 'gm-n', lang.number(n)))));
  return el('table', 'gm-table', body);
}

/**
 * @param {Page} page
 * @param {number} row
 */
function rejectRow({ texts }, row) {
  const element = el('div', 'gm-reject');
  const fill = (/** @type {Record<string, string>} */ text) => {
    element.append(el('b', '', text.subject ?? ''), el('span', 'gm-sub', [text.reason, text.detail].filter(Boolean).join(' · ')));
  };
  const ready = texts.reject.peek(row);
  if (ready) fill(ready);
  else texts.reject.row(row).then(fill);
  return element;
}
