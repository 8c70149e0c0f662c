// The card of a record, and what an event's card says of the records that may be the same event.
import { aside, pagedCard, titleOf, whereText } from '../panel/card.js';
import { intervalText } from '../text/dates.js';
import { button, el, outLink } from '../text/dom.js';
import { around, firstDay, killedOf } from '../data/model.js';
import { kindText } from '../text/kinds.js';
import { countryName, dotted, placeName } from '../text/names.js';
import { recordSign } from './recordsdraw.js';
import { sign } from '../map/theme.js';

const FIRST_MATCHES = 3; // shown at once; the others stand folded below
const NEAR_KM = 1; // below, a distance says nothing

/**
 * @param {Page} page
 * @param {RecordsCore} records
 * @param {{places: number[], rows: number[], at: number}} what
 * @param {{zoomTo: (places: number[]) => void, shown: (record: OtherRecord) => void, listed: () => void}} acts
 */
export function makeRecordCard(page, records, { places, rows, at }, { zoomTo, shown, listed }) {
  const { lang } = page;
  const title = titleOf({ store: records.store, lang }, places) || lang.say('record');
  return pagedCard(
    lang,
    { title, places, rows, at, zoomTo, lines: recordLines(page, records), listed },
    async (row) => {
      const record = await records.record(row);
      return { body: recordBody(page, records, record), shown: () => shown(record) };
    },
  );
}

/**
 * @param {Page} page
 * @param {RecordsCore} records
 * @param {OtherRecord} record
 * @returns {Node[]}
 */
function recordBody(page, records, record) {
  const { lang } = page;
  const { head } = records;
  const { text } = record;
  const kind = kindText(lang, record.type) || text.type_given || lang.say('typeNotSaid');
  const given = [record.sub, text.type_given].filter(
    (part, k, all) => part && part !== kind && all.indexOf(part) === k,
  );
  const name = el(
    'p',
    'gm-dataset',
    recordSign(record.matches.length > 0),
    el('b', '', head.names[record.dataset]),
    ` ${shortId(record.id)}`,
  );
  const what = el(
    'p',
    'gm-what',
    el('b', '', kind),
    el('span', 'gm-sub', dotted(...given.map((term) => kindText(lang, term)))),
  );
  const facts = el('dl', 'gm-facts');
  /** @param {string} key @param {(string | Node | null)[]} content */
  const fact = (key, ...content) => {
    if (content.some(Boolean)) facts.append(el('dt', '', lang.say(key)), el('dd', '', ...content));
  };
  fact(
    'when',
    el('b', '', intervalText(record.first, record.last, record.grain, lang.language)),
    aside(record.first === record.last ? '' : lang.say(`grain.${record.grain}`)),
  );
  fact(
    'where',
    ...whereText({ store: records.store, lang }, record, 'wordingRecord'),
    text.geocoded ? aside(`${lang.say('placedByName')} ${text.why ?? ''}`) : null,
  );
  fact('deaths', deathsText(text, lang), aside(sidesText(text, lang)));
  fact('actors', record.actors.join(', '));
  fact('toldBy', text.outlet ?? '');
  const words = text.headline || text.notes;
  if (text.headline && text.notes !== text.headline) fact('notes', text.notes ?? '');
  /** @type {Node[]} */
  const out = [name, what, facts];
  if (words) out.push(el('blockquote', '', words));
  if (text.url) out.push(el('p', 'gm-source', ...linksTo(text, lang)));
  out.push(eventsSection(page, record));
  out.push(
    el(
      'p',
      'gm-sub gm-doubts',
      head.licences[record.dataset],
      head.private[record.dataset] ? el('span', 'gm-repair', lang.say('privateRows')) : null,
    ),
  );
  out.push(
    el(
      'div',
      'gm-acts',
      button('gm-link', lang.say('linkToRecord'), () => page.link(record)),
    ),
  );
  return out;
}

/**
 * The record's link, and its further ones by their numbers.
 * @param {Record<string, string>} text
 * @param {Say} lang
 */
const linksTo = (text, lang) => [
  outLink(lang.say('openSource'), text.url),
  ...(text.more_urls ?? '')
    .split(' ')
    .filter(Boolean)
    .flatMap((url, k) => [' · ', outLink(String(k + 2), url)]),
];

/**
 * The record's own id, without the dataset before it.
 * @param {string} id
 */
export const shortId = (id) => id.slice(id.indexOf(':') + 1);

/**
 * The number as the dataset gives it, with its range.
 * @param {Record<string, string>} text
 * @param {Say} lang
 */
export function deathsText({ killed_low: low, killed_best: best, killed_high: high }, lang) {
  const [known] = [best, low, high].filter(Boolean);
  if (!known) return '';
  const number = (/** @type {string} */ cell) => lang.number(Number(cell));
  return low && high && (low !== high || low !== known)
    ? `${number(known)} (${number(low)}–${number(high)})`
    : number(known);
}

/**
 * @param {Record<string, string>} text
 * @param {Say} lang
 */
function sidesText(text, lang) {
  return ['a', 'b', 'civilians', 'unknown']
    .filter((side) => Number(text[`killed_${side}`]) > 0)
    .map((side) => lang.say(`killed.${side}`, { n: Number(text[`killed_${side}`]) }))
    .join(' · ');
}

/**
 * How alike the two are: "score 0.87 · 2 days apart · 3 km apart".
 * @param {Match} match
 * @param {Say} lang
 */
function likeness({ score, days, km }, lang) {
  const parts = [lang.say('score', { s: score.toFixed(2) }), days ? lang.say('daysApart', { n: days }) : ''];
  if (km !== null) parts.push(km < NEAR_KM ? lang.say('kmUnder') : lang.say('kmApart', { km: Math.round(km) }));
  return parts.filter(Boolean).join(' · ');
}

/**
 * The events of articles that may be the record.
 * @param {Page} page
 * @param {OtherRecord} record
 */
function eventsSection(page, { matches }) {
  const { lang, store, styles } = page;
  const { c, head } = store.model;
  if (!matches.length) return section(lang.say('ofArticles'), [el('p', 'gm-sub', lang.say('noArticle'))], lang);
  const rows = matches.map((match) => {
    const i = match.event;
    const first = head.day0 + firstDay(store.model, i);
    const when = intervalText(first, first + c.event_longer[i], head.grains[c.event_when[i] & 7], lang.language);
    const place = c.event_place[i];
    const open = opener(
      () => page.open([place], [i], 0),
      sign(styles[c.event_type[i]], 11),
      `${placeName(store.model, lang, place) || '?'}, ${when}`,
    );
    return el(
      'div',
      'gm-match',
      open,
      el('div', 'gm-sub', kindText(lang, head.types[c.event_type[i]])),
      el('div', 'gm-sub', likeness(match, lang)),
      aside(match.why),
    );
  });
  return section(lang.say('ofArticles'), rows, lang);
}

/**
 * What an event's card says of others' records.
 * @param {Page} page
 * @param {Records} records
 * @param {number} event
 * @returns {Promise<Node[]>}
 */
export async function recordsSection(page, records, event) {
  const { lang } = page;
  const matches = await records.matchesOf(event);
  if (!matches.length) return [section(lang.say('records'), [el('p', 'gm-sub', lang.say('noRecord'))], lang)];
  const rows = await Promise.all(
    matches.map(async (match) => {
      const record = await records.record(match.record);
      const when = intervalText(record.first, record.last, record.grain, lang.language);
      const deaths = deathsText(record.text, lang);
      const place =
        placeName(records.model, lang, record.place) ||
        countryName(around(records.model, 'country', record.place), lang.language);
      const said = [kindText(lang, record.type) || record.text.type_given, deaths && `${lang.say('deaths')}: ${deaths}`]
        .filter(Boolean)
        .join(' · ');
      const open = opener(
        () => records.open([record.place], [record.row], 0),
        recordSign(true, 12),
        `${records.head.names[record.dataset]} ${shortId(record.id)}`,
      );
      return el(
        'div',
        'gm-match',
        open,
        el('div', 'gm-sub', [place, when].filter(Boolean).join(', ')),
        el('div', 'gm-sub', said),
        el('div', 'gm-sub', likeness(match, lang)),
        aside(match.why),
      );
    }),
  );
  return [section(lang.say('records'), rows, lang)];
}

/**
 * The records that an event may be, to be read beside its reports.
 * @param {Page} page
 * @param {RecordsCore} records
 * @param {number} event
 * @returns {Promise<SideSource[]>}
 */
export async function recordsBeside({ lang }, records, event) {
  const matches = await records.matchesOf(event);
  return Promise.all(
    matches.map(async (match) => {
      const { text, place, ...record } = await records.record(match.record);
      return {
        ...record,
        name: `${records.head.names[record.dataset]} ${shortId(record.id)}`,
        day: null,
        claimant: '',
        place: placeName(records.model, lang, place),
        toll: text.killed_best || text.killed_low ? lang.say('dead', { n: deathsText(text, lang) }) : '',
        words: text.headline || text.notes || '',
        url: '',
        isRecord: true,
      };
    }),
  );
}

/**
 * A button to the other side's card; by keyboard the focus follows.
 * @param {() => Promise<void>} open
 * @param {...(Node | string)} content
 */
function opener(open, ...content) {
  const element = button('gm-link gm-other', '', (event) => {
    const byKey = event.detail === 0;
    open().then(() => byKey && /** @type {HTMLElement | null} */ (document.querySelector('.gm-card button'))?.focus());
  });
  element.append(...content);
  return element;
}

/**
 * @param {string} title
 * @param {HTMLElement[]} rows
 * @param {Say} lang
 */
function section(title, rows, lang) {
  const element = el('section', 'gm-joined', el('h3', '', title), ...rows.slice(0, FIRST_MATCHES));
  if (rows.length > FIRST_MATCHES)
    element.append(
      el(
        'details',
        '',
        el('summary', '', lang.say('moreMatches', { n: rows.length - FIRST_MATCHES })),
        ...rows.slice(FIRST_MATCHES),
      ),
    );
  return element;
}

/**
 * @param {Page} page
 * @param {RecordsCore} records
 * @returns {import('../panel/cardlist.js').Lines}
 */
const recordLines = (page, records) => ({
  make: (row, open) => recordRow(page, records, row, open),
  sorts: [
    ['newest', (a, b) => b - a],
    ['oldest', (a, b) => a - b],
    [
      'mostKilled',
      (a, b) => (killedOf(records.model, 'best', b) ?? -1) - (killedOf(records.model, 'best', a) ?? -1) || b - a,
    ],
  ],
});

/**
 * A record as a line of a list.
 * @param {Page} page
 * @param {RecordsCore & {open?: Records['open']}} records
 * @param {number} row
 * @param {() => void} [open]
 */
export function recordRow(page, records, row, open) {
  const { lang, texts } = page;
  const { model, head } = records;
  const { c } = model;
  const first = head.day0 + firstDay(model, row);
  const when = intervalText(first, first + c.event_longer[row], head.grains[c.event_when[row] & 7], lang.language);
  const place = c.event_place[row];
  const name = placeName(model, lang, place) || countryName(around(model, 'country', place), lang.language) || '?';
  const words = el('span', 'gm-quote', '…');
  const dataset = head.names[c.event_article[row]];
  const told = `${dataset} · ${lang.say(records.hasEvent[row] ? 'hasArticle' : 'hasNoArticle')}`;
  const element = el(
    'button',
    'gm-ev gm-rec',
    el('span', 'gm-evt', recordSign(records.hasEvent[row] > 0, 12), el('b', '', name), el('span', 'gm-sub', when)),
    el('span', 'gm-told', told),
    words,
  );
  element.type = 'button';
  const fill = (/** @type {Record<string, string>} */ text) => {
    words.textContent = text.headline || text.notes || text.type_given || lang.say('quoteNone');
  };
  const ready = texts.record?.peek(row);
  if (ready) fill(ready);
  else texts.record?.row(row).then(fill);
  element.onclick = open ?? (() => void records.open?.([place], [row], 0));
  element.onmouseenter = () => {
    records.pointed = c.place_kind[place] < 2 ? new Set([place]) : new Set();
    page.redraw();
  };
  element.onmouseleave = () => {
    records.pointed = new Set();
    page.redraw();
  };
  return el('div', 'gm-evrow', element);
}
