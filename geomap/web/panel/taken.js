// Says how a search was taken, and offers the other ways to take it.
import { button, byId, el } from '../text/dom.js';
import { dayText, intervalText } from '../text/dates.js';
import { withinText } from './chips.js';
import { kindText } from '../text/kinds.js';
import { keyOf, treeOf } from '../data/placetree.js';

const OTHERS = 3; // further places of the name that are offered

/** @param {string} word */
const quoted = (word) => `“${word}”`;

/**
 * @param {Page} page
 * @param {string} query
 * @param {import('../text/understand.js').Understood | null} taken
 */
export function tellTaken(page, query, taken) {
  const box = byId('gm-taken');
  if (!taken) {
    box.replaceChildren();
    return;
  }
  const {
    lang,
    store: { model },
  } = page;
  const { head } = model;
  const tree = treeOf(model);
  const nameOf = (/** @type {number} */ node) => withinText(model, keyOf(tree, node), lang.language);
  const { places, types, first, last, rest } = taken;
  const parts = [
    places && `${lang.say('where')}: ${nameOf(places.node)}`,
    types.length && `${lang.say('col.type')}: ${types.map((t) => kindText(lang, head.types[t])).join(', ')}`,
    first !== null && last !== null && `${lang.say('when')}: ${spanText(first, last, lang.language)}`,
    rest.length && `${lang.say('inText')}: ${rest.map(quoted).join(' ')}`,
  ];
  const others = (places?.others ?? [])
    .filter((node) => nameOf(node) !== places?.text)
    .slice(0, OTHERS)
    .map((node) =>
      button('gm-link', lang.say('orPlace', { place: nameOf(node) }), () =>
        page.find(query.replace(places?.text ?? '', nameOf(node))),
      ),
    );
  const literal = button('gm-link', lang.say('asWords'), () => page.find(`"${query}"`));
  box.replaceChildren(
    el('span', '', `${lang.say('takenAs')} `, el('b', '', parts.filter(Boolean).join(' · '))),
    ...others,
    literal,
  );
}

/**
 * @param {number} first
 * @param {number} last
 * @param {string} language
 */
function spanText(first, last, language) {
  if (first === last) return dayText(first, language);
  return intervalText(first, last, last - first < 31 ? 'month' : 'year', language);
}
