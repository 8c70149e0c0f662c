// What the page says about itself: method, limits, borders, the run's counts, everything left out, credits.
import { byId, el } from '../text/dom.js';
import { dotted } from '../text/names.js';
import { makeList } from './vlist.js';

const ROW = 58; // pixels

/** @param {Page} page */
export function makeAbout(page) {
  const { lang, store, texts } = page;
  const { head } = store.model;
  const { notes } = head;
  const parts = [
    section(lang.say('method'), ...madeOf(page)),
    section(
      lang.say('limits'),
      el('p', '', lang.say('limitsText')),
      el('p', '', head.borders[lang.language] ?? head.borders.en ?? ''),
      head.tiles && el('p', '', lang.say('tilesNote', { host: new URL(head.tiles.origin).host })),
    ),
    page.records && section(lang.say('recordsHead'), el('p', '', lang.say('recordsNote'))),
    notes.counts.length > 0 && section(lang.say('counts'), table(notes.counts, lang)),
    notes.rejects.length > 0 && section(lang.say('leftOut'), table(notes.rejects, lang)),
  ];
  const rejects = el('div', 'gm-v gm-rejects');
  rejects.tabIndex = 0;
  rejects.setAttribute('role', 'region');
  rejects.setAttribute('aria-label', lang.say('leftOutEach'));
  const each = el(
    'details',
    'gm-more',
    el('summary', '', `${lang.say('leftOutEach')} (${lang.number(texts.reject.n)})`),
    rejects,
  );
  if (texts.reject.n) parts.push(each);
  parts.push(
    creditsSection(lang.say('credits'), ...[...notes.licences, head.credit].map((line) => el('p', 'gm-sub', line))),
  );
  const run = [
    `geomap ${notes.version}`,
    notes.settings && `settings ${notes.settings}`,
    notes.gazetteer && `gazetteer ${notes.gazetteer}`,
  ];
  parts.push(section(lang.say('run'), el('p', 'gm-sub', run.filter(Boolean).join(' · '))));
  byId('gm-about').replaceChildren(...parts.filter((part) => part instanceof Node));
  const list = makeList(rejects, ROW, (row) => rejectRow(page, row));
  each.addEventListener('toggle', () => list.set(Array.from({ length: texts.reject.n }, (_, k) => k)));
}

/**
 * @param {string} title
 * @param {...Node} lines
 */
function creditsSection(title, ...lines) {
  const made = section(title, ...lines);
  made.id = 'gm-credits';
  return made;
}

/**
 * What the page is made of: articles that a machine read, records as their makers coded them, or both.
 * @param {Page} page
 */
function madeOf({ lang, store: { model } }) {
  const { c, head } = model;
  const recorded = head.statuses.indexOf('recorded');
  const of = [0, 0];
  for (let i = 0; i < head.events; i++) of[+((c.event_state[i] & 7) === recorded)]++;
  const made = [
    of[0] || !of[1] ? el('p', '', lang.say('methodText')) : null,
    of[1] ? el('p', '', lang.say('methodRecords', { n: of[1] })) : null,
  ];
  return [...made, el('p', 'gm-warn', lang.say(of[0] || !of[1] ? 'machine' : 'notExhaustive'))].filter(
    (part) => part !== null,
  );
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
  const body = el(
    'tbody',
    '',
    ...rows.map(([name, n]) => el('tr', '', el('td', '', name), el('td', 'gm-n', lang.number(n)))),
  );
  return el('table', 'gm-table', body);
}

/**
 * @param {Page} page
 * @param {number} row
 */
function rejectRow({ texts }, row) {
  const element = el('div', 'gm-reject');
  const fill = (/** @type {Record<string, string>} */ text) => {
    const detail = dotted(text.reason, text.detail);
    element.append(el('b', '', el('bdi', '', text.subject ?? '')), el('span', 'gm-sub', detail));
    element.title = `${text.subject ?? ''}: ${detail}`;
  };
  const ready = texts.reject.peek(row);
  if (ready) fill(ready);
  else texts.reject.row(row).then(fill);
  return element;
}
