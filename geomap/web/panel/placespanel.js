// The facet of places: the tree with counts, found in any spelling; each node a filter of its own.
import { button, byId, el, onTyping } from '../text/dom.js';
import { withinText } from './chips.js';
import { eachShown, passing, rangeText } from '../data/filter.js';
import { isDoubtful } from '../data/model.js';
import { calledIn } from '../text/names.js';
import { findNodes, keyOf, treeOf } from '../data/placetree.js';
import { countryNames } from '../data/search.js';
import { makeList } from './vlist.js';

const ROW = 27; // pixels
const ROWS = 9; // in sight
const MOST = 400; // nodes that a search lists

/** @param {Page} page */
export function makePlaces(page) {
  const { store, lang } = page;
  const { model } = store;
  const box = /** @type {HTMLDetailsElement} */ (byId('gm-placesbox'));
  const find = el('input');
  find.type = 'search';
  find.autocomplete = 'off';
  find.spellcheck = false;
  find.placeholder = lang.say('findPlace');
  find.setAttribute('aria-label', lang.say('findPlace'));
  const hold = el('div', 'gm-v gm-tree');
  hold.tabIndex = 0;
  hold.setAttribute('role', 'region');
  hold.setAttribute('aria-label', lang.say('places'));
  byId('gm-places').replaceChildren(el('div', 'gm-tree-find', find), hold);
  const list = makeList(hold, ROW, line);
  /** @type {Set<number>} */
  const open = new Set();
  let counts = new Uint32Array(0);
  let doubts = new Uint32Array(0);
  /** @type {number[] | null} */
  let found = null;
  box.addEventListener('toggle', () => show(true));
  store.on('settled', () => show(false));
  onTyping(find, (query) => {
    found = query
      ? findNodes(treeOf(model), query, countryNames)
          .slice(0, MOST)
          .map(({ node }) => node)
      : null;
    show(false);
  });

  /** @param {boolean} isFirst whether the tree unfolds until there is something to choose from */
  function show(isFirst) {
    if (!box.open) return;
    const tree = treeOf(model);
    ({ sums: counts, doubts } = counted(tree));
    for (let at = tops(tree); isFirst && at.length === 1 && !open.has(at[0]); at = children(tree, at[0]))
      open.add(at[0]);
    const rows = found ?? unfolded(tree);
    hold.style.height = `${Math.max(1, Math.min(rows.length, ROWS)) * ROW + 2}px`;
    const held = hold.contains(document.activeElement)
      ? /** @type {HTMLElement} */ (document.activeElement).dataset.at
      : undefined;
    list.set(rows);
    if (held)
      /** @type {HTMLElement | null} */ (hold.querySelector(`[data-at="${held}"]`))?.focus({ preventScroll: true });
  }

  /**
   * What each node holds of all that the other filters show, and how much of it is doubtful.
   * @param {import('../data/placetree.js').Tree} tree
   */
  function counted({ nodeOf, names, parents }) {
    const { state } = store;
    let { pass } = store;
    if (state.within.length) passing(model, { ...state, within: [] }, (pass = new Uint8Array(pass.length)));
    const sums = new Uint32Array(names.length);
    const doubts = new Uint32Array(names.length);
    eachShown(model, state, pass, (i) => {
      const k = nodeOf[model.c.event_place[i]];
      if (k < 0) return;
      sums[k]++;
      if (isDoubtful(model, i)) doubts[k]++;
    });
    for (let k = names.length - 1; k >= 0; k--) {
      if (parents[k] < 0) continue;
      sums[parents[k]] += sums[k];
      doubts[parents[k]] += doubts[k];
    }
    return { sums, doubts };
  }

  /** @param {import('../data/placetree.js').Tree} tree */
  const tops = ({ parents, names }) => sorted(names.flatMap((_, k) => (parents[k] < 0 ? [k] : [])));

  /** @param {import('../data/placetree.js').Tree} tree @param {number} k */
  const children = (tree, k) => sorted(tree.children[k]);

  /** @param {number[]} nodes */
  const sorted = (nodes) => [...nodes].sort((a, b) => counts[b] - counts[a] || a - b);

  /** @param {import('../data/placetree.js').Tree} tree */
  function unfolded(tree) {
    /** @type {number[]} */
    const rows = [];
    const walk = (/** @type {number[]} */ nodes) => {
      for (const k of nodes) {
        rows.push(k);
        if (open.has(k)) walk(children(tree, k));
      }
    };
    walk(tops(tree));
    return rows;
  }

  /** @param {number} k */
  function line(k) {
    const tree = treeOf(model);
    const key = keyOf(tree, k);
    const name = withinText(model, key, lang.language);
    const isOn = store.state.within.includes(key);
    const level = found ? 0 : key.split('|').length - 1;
    const fold =
      tree.children[k].length && !found
        ? button(
            'gm-twist',
            open.has(k) ? '▾' : '▸',
            () => {
              if (!open.delete(k)) open.add(k);
              show(false);
            },
            lang.say('unfold', { what: name }),
          )
        : el('span', 'gm-twist');
    if (fold.tagName === 'BUTTON') fold.setAttribute('aria-expanded', String(open.has(k)));
    fold.dataset.at = `t${k}`;
    const wider = found
      ? el(
          'span',
          'gm-sub',
          key
            .split('|')
            .slice(0, -1)
            .reverse()
            .map((part, at, all) =>
              at === all.length - 1 ? withinText(model, part, lang.language) : calledIn(model, lang.language, part),
            )
            .join(', '),
        )
      : null;
    const choose = button('gm-node', '', () => {
      const { within } = store.state;
      page.close();
      store.change({ within: within.includes(key) ? within.filter((one) => one !== key) : [...within, key] });
      store.settle();
    });
    choose.append(el('bdi', '', name), ...(wider ? [wider] : []));
    choose.setAttribute('aria-pressed', String(isOn));
    choose.dataset.at = `n${k}`;
    const row = el(
      'div',
      'gm-tree-row',
      fold,
      choose,
      el('span', 'gm-n', rangeText(lang, counts[k] - doubts[k], counts[k])),
    );
    row.style.paddingLeft = `${level * 15}px`;
    return row;
  }
}
