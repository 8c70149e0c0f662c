// The filters that are set, each in words and with its way back: chips above the list, a sentence on paper.
import { button, byId, el } from '../text/dom.js';
import { dayText } from '../text/dates.js';
import { kindText } from '../text/kinds.js';
import { apartText, calledIn, countryName } from '../text/names.js';

/** @typedef {{text: string, drop: () => void}} Chip */

/**
 * @param {Page} page
 * @returns {Chip[]}
 */
export function chipsOf(page) {
  const { store, lang } = page;
  const { state, model } = store;
  const { head, strings } = model;
  /** @type {Chip[]} */
  const chips = [];
  const add = (/** @type {unknown} */ isSet, /** @type {() => string} */ text, /** @type {() => void} */ drop) =>
    isSet && chips.push({ text: text(), drop });
  const day = (/** @type {number} */ d) => dayText(head.day0 + d, lang.language);
  const whole = state.first === 0 && state.end === head.days;
  add(
    !whole,
    () => (state.end - state.first === 1 ? day(state.first) : `${day(state.first)} – ${day(state.end - 1)}`),
    () => Object.assign(state, { first: 0, end: head.days }),
  );
  add(
    state.certain,
    () => lang.say('certainOnly'),
    () => (state.certain = false),
  );
  add(
    state.doubt === 'only',
    () => lang.say('doubtOnly'),
    () => (state.doubt = ''),
  );
  for (const [flags, names] of flagged(state, head, strings, lang))
    add(
      flags.includes(0),
      () => someText(flags, names, lang),
      () => flags.fill(1),
    );
  add(
    state.killed,
    () => lang.say('killedLeast', { n: state.killed }),
    () => (state.killed = 0),
  );
  add(
    state.trust,
    () => lang.say('trustLeast', { n: state.trust }),
    () => (state.trust = 0),
  );
  add(
    state.sure,
    () => lang.say('sureLeast', { n: state.sure }),
    () => (state.sure = 0),
  );
  add(
    state.actor,
    () => `${lang.say('actor')}: ${apartText(state.actor)}`,
    () => (state.actor = ''),
  );
  for (const key of state.within)
    add(
      true,
      () => withinText(model, key, lang.language),
      () => (state.within = state.within.filter((one) => one !== key)),
    );
  add(
    state.shape,
    () => lang.say('inShape'),
    () => (state.shape = null),
  );
  add(
    state.articles.includes(0),
    () => articlesText(page),
    () => state.articles.fill(1),
  );
  add(
    state.sets.includes(0),
    () => (head.records?.names ?? []).filter((_, k) => state.sets[k]).join(', ') || '–',
    () => state.sets.fill(1),
  );
  add(
    state.join,
    () => lang.say(`joinName.${state.join}`),
    () => page.records?.choose(''),
  );
  add(
    state.query,
    () => `“${apartText(state.query)}”`,
    () => page.find(''),
  );
  return chips;
}

/**
 * @param {State} state
 * @param {Head} head
 * @param {Record<string, string[]>} strings
 * @param {Say} lang
 * @returns {[Uint8Array, string[]][]}
 */
const flagged = (state, head, strings, lang) => [
  [state.types, head.types.map((name) => kindText(lang, name))],
  [state.precisions, strings.precisions.map((name) => lang.say(`precision.${name}`))],
  [state.statuses, head.statuses.map((name) => lang.say(`status.${name}`))],
  [state.harms, [0, 1, 2, 3].map((k) => lang.say(`harm.${k}`))],
  [state.bases, head.bases.map((name) => lang.say(`basis.${name}`))],
];

/**
 * What is on, or what is off, whichever is shorter.
 * @param {Uint8Array} flags
 * @param {string[]} names
 * @param {Say} lang
 */
function someText(flags, names, lang) {
  const on = names.filter((_, k) => flags[k]);
  const off = names.filter((_, k) => !flags[k]);
  return on.length <= off.length ? on.join(', ') : lang.say('without', { what: off.join(', ') });
}

/**
 * A node of the tree of places: its own name.
 * @param {Model} model
 * @param {string} key country, then divisions, then the place, joined by |
 * @param {string} language
 */
export function withinText(model, key, language) {
  const parts = key.split('|');
  return apartText(
    parts.length === 1 ? countryName(parts[0], language) : calledIn(model, language, parts[parts.length - 1]),
  );
}

/** @param {Page} page */
function articlesText({ store: { state, model }, lang }) {
  const { c, strings } = model;
  const outlets = new Set();
  const hidden = new Set();
  state.articles.forEach((on, a) => (on ? outlets : hidden).add(c.article_outlet[a]));
  const alone = outlets.size === 1 && ![...outlets].some((k) => hidden.has(k));
  if (alone) return apartText(strings.outlets[[...outlets][0]] || lang.say('noOutlet'));
  return lang.say('articlesHidden', { n: state.articles.reduce((n, on) => n + 1 - on, 0) });
}

/**
 * All filters in one sentence, empty when none is set.
 * @param {Page} page
 */
export const filterSentence = (page) =>
  chipsOf(page)
    .map(({ text }) => text)
    .join('; ');

/** @param {Page} page */
export function makeChips(page) {
  const { store, lang } = page;
  const box = byId('gm-chips');
  store.on('settled', show);
  show();

  function show() {
    const held = [...box.children].indexOf(/** @type {Element} */ (document.activeElement));
    box.replaceChildren(
      ...chipsOf(page).map(({ text, drop }) =>
        button(
          'gm-chip',
          '',
          () => {
            page.close();
            drop();
            store.refresh();
            store.settle();
          },
          lang.say('dropFilter', { what: text }),
        ),
      ),
    );
    chipsOf(page).forEach(({ text }, k) => box.children[k].append(el('span', '', text), el('span', 'gm-x', '×')));
    if (held >= 0)
      /** @type {HTMLElement | undefined} */ (box.children[Math.min(held, box.children.length - 1)])?.focus();
  }
}
