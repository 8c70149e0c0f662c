// The card of an event: what, when, where, how sure, in whose words, with a pager for several.
import { button, el, outLink, webAddress } from '../text/dom.js';
import { dayText, intervalText, stretchGrain } from '../text/dates.js';
import { cutQuote, eventRecord, tallyText } from '../data/record.js';
import { backButton, makeRowList } from './cardlist.js';
import { openSides } from './sides.js';
import { sign } from '../map/theme.js';
import { kindText } from '../text/kinds.js';
import { around, GHOST, shapeKind, UNPLACED } from '../data/model.js';
import { countryName, divisionName, dotted, placeName } from '../text/names.js';

const SAID = ['initiator', 'target', 'weapon']; // columns of text that the card says as they are, where a map has them
const SURE = ['trust', 'confidence']; // shares that the card says

/**
 * @typedef {object} CardActs
 * @property {(article: number) => void} onlyArticle
 * @property {(article: number) => void} hideArticle
 * @property {(event: EventRecord) => void} link
 * @property {((places: number[]) => void) | null} zoomTo
 * @property {(event: EventRecord) => void} shown told whenever another event is on the card
 * @property {() => void} listed told when the list of several events is on it
 * @property {import('./cardlist.js').Lines} lines of that list
 */

/**
 * @param {Page} page
 * @param {{places: number[], events: number[], at: number}} what events in order, `at` the first one shown
 * @param {CardActs} acts
 * @returns {Promise<HTMLElement>}
 */
export function makeCard(page, { places, events, at }, acts) {
  return pagedCard(
    page.lang,
    {
      title: titleOf(page, places),
      places,
      rows: events,
      at,
      zoomTo: acts.zoomTo,
      lines: acts.lines,
      listed: acts.listed,
    },
    async (row) => {
      const [record, joined] = await Promise.all([
        eventRecord(page.store.model, page.texts, row),
        page.records?.section(row) ?? [],
      ]);
      return { body: eventBody(page, record, acts, joined), shown: () => acts.shown(record) };
    },
  );
}

/**
 * A card of one event that turns its pages; of several events the list comes first.
 * @param {Say} lang
 * @param {{title: string, places: number[], rows: number[], at: number, zoomTo: ((places: number[]) => void) | null, lines?: import('./cardlist.js').Lines, listed?: () => void}} what
 *   `listed` is told when the list is shown instead of one event
 * @param {(row: number) => Promise<{body: Node[], shown: () => void}>} bodyOf
 * @returns {Promise<HTMLElement>}
 */
export async function pagedCard(lang, { title, places, rows, at, zoomTo, lines, listed }, bodyOf) {
  const card = el('article', 'gm-card');
  const body = el('div', 'gm-card-body');
  const position = el('span', 'gm-pos');
  const later = button('gm-step', '‹', () => turn(-1), lang.say('newer'));
  const earlier = button('gm-step', '›', () => turn(1), lang.say('older'));
  const pager = el('div', 'gm-pager', later, position, earlier);
  const zoom = zoomTo && places.length > 1 ? button('gm-link', lang.say('zoomIn'), () => zoomTo(places)) : null;
  const tools = el('div', 'gm-pager', zoom);
  const list = lines && rows.length > 1 ? makeRowList(lang, { rows, lines, pick }) : null;
  const back = list ? backButton(lang, rows.length, showList) : null;
  const head = el('h2', '', el('bdi', '', title));
  card.append(head, ...(back ? [back] : []), body, ...(rows.length > 1 ? [pager] : []), ...(zoom ? [tools] : []));
  card.addEventListener('keydown', (event) => {
    if (body.contains(list?.element ?? null)) return;
    if (event.key === 'ArrowRight') turn(1);
    else if (event.key === 'ArrowLeft') turn(-1);
  });
  let order = rows;
  let k = at;
  let asked = 0;
  if (list) showList();
  else await show();
  return card;

  /** @param {number} by */
  function turn(by) {
    const to = k + by;
    if (to < 0 || to >= order.length) return;
    k = to;
    void show();
  }

  /**
   * @param {number} row
   * @param {number[]} sorted
   */
  async function pick(row, sorted) {
    order = sorted;
    k = order.indexOf(row);
    await show();
    back?.focus();
  }

  function showList() {
    asked++;
    if (!list || !back) return;
    body.replaceChildren(list.element);
    list.draw();
    back.hidden = pager.hidden = true;
    listed?.();
  }

  async function show() {
    const ask = ++asked;
    const page = await bodyOf(order[k]);
    if (ask !== asked) return;
    position.textContent = lang.say('position', { k: k + 1, n: order.length });
    later.disabled = k === 0;
    earlier.disabled = k === order.length - 1;
    if (back) back.hidden = pager.hidden = false;
    body.replaceChildren(...page.body);
    page.shown();
  }
}

/**
 * @param {{store: {model: Model}, lang: Say}} page
 * @param {number[]} places
 */
export function titleOf({ store: { model }, lang }, places) {
  const name = placeName(model, lang, places[0]) || '?';
  if (places.length > 1) return lang.say('nearby', { place: name, n: places.length - 1 });
  const where = shapeKind(model, places[0]) === 1 ? lang.say('somewhereIn', { place: name }) : name;
  return model.c.place_kind[places[0]] >= GHOST ? lang.say('perhaps', { place: where }) : where;
}

/**
 * @param {Page} page
 * @param {EventRecord} record
 * @param {CardActs} acts
 * @param {Node[]} joined what is said of others' records
 */
function eventBody(page, record, acts, joined) {
  const { lang, store, styles } = page;
  const kind = kindText(lang, store.model.head.types[record.type]);
  const plain = kindText(lang, record.sub);
  const term = plain === record.sub ? null : el('span', 'gm-term', record.sub);
  const what = el(
    'p',
    'gm-what',
    sign(styles[record.type], 13),
    el('b', '', kind),
    record.sub && el('span', 'gm-sub', plain, term && ' ', term),
  );
  const facts = el('dl', 'gm-facts');
  /** @param {string} key @param {(string | Node | null)[]} content */
  const fact = (key, ...content) => {
    if (content.some(Boolean)) facts.append(el('dt', '', lang.say(key)), el('dd', '', ...content));
  };
  fact(
    'when',
    el('b', '', intervalText(record.first, record.last, record.grain, lang.language)),
    aside(basisText(record, lang)),
  );
  fact('where', ...whereText(page, record));
  fact('harm', ...tallyList(record.harm));
  fact('counted', ...tallyList(record.counted));
  fact('actors', record.actors.join(', '));
  for (const key of SAID) fact(key, record.text[key]);
  const [first, ...others] = record.told;
  /** @type {Node[]} */
  const out = [what, facts, ...told(page, first, acts, record)];
  if (others.length)
    out.push(
      more(
        reportsText(record, lang),
        others.flatMap((report) => told(page, report, acts, record)),
      ),
    );
  if (others.length || joined.some((part) => part instanceof Element && part.querySelector('.gm-match')))
    out.push(button('gm-link gm-sides-open', lang.say('sideBySide'), () => void openSides(page, record)));
  out.push(...joined, doubts(page, record));
  out.push(
    el(
      'div',
      'gm-acts',
      button('gm-link', lang.say('linkTo'), () => acts.link(record)),
    ),
  );
  return out;
}

/**
 * How many reports there are, and how many of them have a text of their own, where that is fewer: a reprint confirms nothing.
 * @param {EventRecord} record
 * @param {Say} lang
 */
function reportsText({ told: { length: n }, text }, lang) {
  const k = Number(text.n_independent);
  return k > 0 && k < n ? lang.say('reportsIndependent', { n, k }) : lang.say('reports', { n });
}

/** @param {string} text */
export const aside = (text) => (text ? el('span', 'gm-aside', text) : null);

/**
 * @param {EventRecord} record
 * @param {Say} lang
 */
function basisText(record, lang) {
  const words = record.text.date_wording;
  return [
    lang.say(`basis.${record.basis}`) + (words ? ` (“${words}”)` : ''),
    record.first !== record.last ? lang.say(`grain.${stretchGrain(record)}`) : '',
    record.carried ? lang.say('carried') : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/**
 * @param {{store: {model: Model}, lang: Say}} page
 * @param {{place: number, text: Record<string, string>}} record
 * @param {string} [wording] how the source's own words are introduced
 */
export function whereText({ store: { model }, lang }, record, wording = 'wording') {
  const p = record.place;
  const { strings, c } = model;
  const name = placeName(model, lang, p);
  const wider = [
    divisionName(model, lang, 'admin2', p),
    divisionName(model, lang, 'admin1', p),
    countryName(around(model, 'country', p), lang.language),
  ].filter((part) => part && part !== name);
  const precision = record.text.possible_precision || strings.precisions[c.place_precision[p]];
  const reach = model.reach(p) / 1000;
  const notes = [
    lang.say(`precision.${precision}`),
    reach && shapeKind(model, p) < UNPLACED ? lang.say('within', { km: reach < 1 ? reach : Math.round(reach) }) : '',
  ];
  const words = record.text.place_wording;
  if (words && words !== name && words !== strings.place_name[p] && words !== record.text.repaired_from)
    notes.push(lang.say(wording, { words }));
  const read = record.text.repaired_from;
  if (c.place_kind[p] >= GHOST) notes.unshift(lang.say('perhapsHere'));
  return [
    el('b', '', name),
    wider.length ? `, ${wider.join(', ')}` : '',
    aside(dotted(...notes)),
    read ? el('span', 'gm-repair', lang.say('readAs', { read, place: name }), aside(record.text.repair ?? '')) : null,
  ];
}

/** @param {TallyRow[]} tallies */
const tallyList = (tallies) =>
  tallies.map((tally) =>
    el('span', 'gm-tally', el('b', '', tallyText(tally)), tally.wording ? aside(`“${tally.wording}”`) : null),
  );

/**
 * One report: the quote with its marks, who said it, headline, outlet, date.
 * @param {Page} page
 * @param {Told} report
 * @param {CardActs} acts
 * @param {EventRecord} record whose report it is
 * @returns {HTMLElement[]}
 */
function told(page, report, acts, { status, row, told: all }) {
  const { lang } = page;
  const quote = el('blockquote', '');
  quote.dir = 'auto';
  for (const { text, mark } of cutQuote(report.quote, { cue: report.cue, place: report.place })) {
    quote.append(mark ? el('mark', `gm-${mark}`, text) : text);
  }
  if (!report.quote) quote.append(lang.say('quoteNone'));
  const { article } = report;
  const source = el('div', 'gm-source');
  if (report.claimant) source.append(el('div', 'gm-claim', `${lang.say('said')} ${report.claimant}`));
  source.append(outLink(article.title || lang.say('noHeadline'), article.url));
  const below = el(
    'div',
    'gm-sub',
    dotted(article.outlet, status === 'recorded' ? '' : dayText(article.day, lang.language)),
  );
  if (webAddress(article.archive)) below.append(' · ', outLink(lang.say('archived'), article.archive));
  source.append(below);
  const first = all.find((one) => report.reprintOf && one.article.id === report.reprintOf)?.article;
  if (first)
    source.append(
      el(
        'div',
        'gm-sub gm-reprint',
        lang.say('reprintOf', { outlet: first.outlet || first.title || lang.say('noHeadline') }),
      ),
    );
  const only = button('gm-link', lang.say('onlyThis'), () => acts.onlyArticle(article.row));
  const hide = button('gm-link', lang.say('hideThis'), () => acts.hideArticle(article.row));
  const { read } = page;
  const open = read ? button('gm-link', lang.say('read'), () => read(article.row, row)) : null;
  return [quote, source, el('div', 'gm-acts', open, only, hide)];
}

/**
 * @param {string} summary
 * @param {(Node | string)[]} content
 */
function more(summary, content) {
  return el('details', 'gm-more', el('summary', '', summary), ...content);
}

/**
 * How sure the machine is, and what else the name could have meant.
 * @param {Page} page
 * @param {EventRecord} record
 */
function doubts({ lang, store: { model } }, { text, status, place }) {
  const { why, runners_up: others } = text;
  const sure = SURE.map((key) => text[key] && lang.say(key, { p: Math.round(Number(text[key]) * 100) }));
  const summary = [
    lang.say(`status.${model.c.place_kind[place] >= GHOST ? 'doubtful' : status}`),
    ...sure.filter(Boolean),
  ].join(' · ');
  if (!why && !others) return el('p', 'gm-sub gm-doubts', summary);
  const facts = el('dl', 'gm-facts');
  if (why) facts.append(el('dt', '', lang.say('why')), el('dd', '', why));
  if (others) facts.append(el('dt', '', lang.say('runnersUp')), el('dd', '', others));
  return more(summary, [facts]);
}
