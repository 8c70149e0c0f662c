// The list of sources: each article a layer with a tick box; outlets as groups above.
import { button, byId, el, input, onTyping, outLink } from '../text/dom.js';
import { dayText } from '../text/dates.js';
import { eachShown } from '../data/filter.js';
import { articlesOf } from '../data/model.js';
import { articleFrom, articleRecord } from '../data/record.js';
import { findArticles } from '../data/search.js';
import { dotted } from '../text/names.js';
import { makeList } from './vlist.js';

const ROW = 64; // pixels
const OUTLET = 28; // pixels of an outlet's line
const OUTLETS = 6; // lines of outlets in sight

/**
 * @param {Page} page
 * @returns {Pick<Offers, 'pointArticles'>}
 */
export function makeSources(page) {
  const { store } = page;
  /** @type {{order: string, found: Uint8Array | null}} */
  const wish = { order: 'date', found: null };
  const list = makeList(byId('gm-list'), ROW, (article) => row(page, article));
  const sort = /** @type {HTMLSelectElement} */ (byId('gm-sort'));
  sort.onchange = () => {
    wish.order = sort.value;
    show();
  };
  byId('gm-all').onclick = () => setListed(1);
  byId('gm-none').onclick = () => setListed(0);
  const outlets = makeOutlets(page);
  let listed = new Uint32Array(0);
  onTyping(input('gm-q'), async (query, isStale) => {
    const found = query ? await findArticles(page, query, isStale) : null;
    if (isStale()) return;
    wish.found = found;
    show();
  });
  store.on('settled', show);
  document.addEventListener('gm-tab', () => list.draw());
  return { pointArticles };

  function pointArticles() {
    const [first] = [...page.pointedArticles].sort((a, b) => b - a);
    const at = first === undefined || byId('gm-tab-src').hidden ? -1 : listed.indexOf(first);
    if (at >= 0) list.show(at);
    list.each((article, element) => element.classList.toggle('gm-pointed', page.pointedArticles.has(article)));
  }

  function show() {
    listed = sorted(page, wish);
    list.set(listed);
    const hidden = store.state.articles.reduce((n, on) => n + (on ? 0 : 1), 0);
    byId('gm-lcount').textContent = [
      page.lang.say('articlesListed', { n: listed.length }),
      hidden ? page.lang.say('hiddenCount', { n: hidden }) : '',
    ]
      .filter(Boolean)
      .join(' · ');
    outlets();
  }

  /** @param {number} on */
  function setListed(on) {
    for (const article of listed) store.state.articles[article] = on;
    store.refresh();
  }
}

/**
 * The articles to list: those found, else all of them.
 * @param {Page} page
 * @param {{order: string, found: Uint8Array | null}} wish
 */
function sorted({ store }, { order, found }) {
  const { c } = store.model;
  const { articles: counts } = store;
  const n = counts.length;
  // The page numbers articles by day, so the newest come last; the other orders keep that one among equals.
  let rows = new Uint32Array(n);
  for (let k = 0; k < n; k++) rows[k] = n - 1 - k;
  if (found) rows = rows.filter((a) => found[a]);
  if (order === 'count') return rows.sort((a, b) => counts[b] - counts[a] || b - a);
  if (order === 'outlet') return rows.sort((a, b) => c.article_outlet[a] - c.article_outlet[b] || b - a);
  return rows;
}

/**
 * @param {Page} page
 * @param {number} article
 */
function row(page, article) {
  const { store, texts, lang } = page;
  const { model } = store;
  const tick = el('input');
  tick.type = 'checkbox';
  tick.checked = store.state.articles[article] > 0;
  tick.onchange = () => {
    store.state.articles[article] = +tick.checked;
    store.refresh();
  };
  const headline = el('span', 'gm-h', '…');
  headline.dir = 'auto';
  const element = el('div', 'gm-row');
  if (!tick.checked) element.classList.add('gm-off');
  if (page.pointedArticles.has(article)) element.classList.add('gm-pointed');
  const outlet = model.strings.outlets[model.c.article_outlet[article]];
  const below = el('span', 'gm-sub', dotted(outlet, dayText(model.c.article_day[article], lang.language)));
  const label = el('label', 'gm-rt', tick, el('span', 'gm-rh', headline, below));
  const only = button('gm-only', lang.say('only'), () => onlyArticle(page, article), lang.say('onlyThis'));
  const { read } = page;
  const open = read ? button('gm-only gm-readit', '¶', () => read(article), lang.say('read')) : null;
  element.append(
    label,
    el('span', 'gm-n', lang.number(store.articles[article])),
    open ? el('span', 'gm-rowacts', open, only) : only,
  );
  const fill = (/** @type {Article} */ known) => {
    headline.textContent = known.title || lang.say('noHeadline');
    const link = outLink('↗', known.url, 'gm-out');
    if (link.tagName === 'A') {
      link.setAttribute('aria-label', `${lang.say('openSource')}: ${known.title}`);
      element.append(link);
    }
  };
  const ready = texts.article.peek(article);
  if (ready) fill(articleFrom(model, article, ready));
  else articleRecord(model, texts, article).then(fill);
  element.onmouseenter = element.onfocus = () => point(page, article);
  element.onmouseleave = element.onblur = () => point(page, -1);
  return element;
}

/**
 * Shows on the map where an article's events are.
 * @param {Page} page
 * @param {number} article -1 for none
 */
function point(page, article) {
  const { store } = page;
  /** @type {Set<number>} */
  const pointed = new Set();
  if (article >= 0) eachOfArticle(store, article, (i) => pointed.add(store.model.c.event_place[i]));
  page.look({ pointed });
  page.redraw();
}

/**
 * @param {Store} store
 * @param {number} article
 * @param {(event: number) => void} tell
 */
export function eachOfArticle({ model, state, pass }, article, tell) {
  const first = model.c.event_article;
  const hasLater = model.c.later_event.length > 0;
  eachShown(model, state, pass, (i) => {
    if (first[i] === article || (hasLater && model.c.event_reports[i] > 1 && articlesOf(model, i).includes(article)))
      tell(i);
  });
}

/**
 * @param {Page} page
 * @param {number} article
 */
export function onlyArticle(page, article) {
  page.store.state.articles.fill(0)[article] = 1;
  page.close();
  page.store.refresh();
}

/**
 * The outlets, those with most articles first: a box each, half ticked when some of its articles are hidden.
 * @param {Page} page
 */
function makeOutlets({ store, lang, close }) {
  const { strings, c, head } = store.model;
  const names = strings.outlets;
  const of = Array.from(names, () => /** @type {number[]} */ ([]));
  for (let a = 0; a < head.articles; a++) of[c.article_outlet[a]]?.push(a);
  const box = byId('gm-outlets');
  const order = names
    .map((_, k) => k)
    .filter((k) => of[k].length)
    .sort((a, b) => of[b].length - of[a].length || a - b);
  box.style.height = `${Math.min(order.length, OUTLETS) * OUTLET + 2}px`;
  const list = makeList(box, OUTLET, line);
  byId('gm-outlets-box').hidden = order.length < 2;
  byId('gm-outlets-box').addEventListener('toggle', () => list.set(order));
  return () => list.set(order);

  /** @param {number} k */
  function line(k) {
    const { articles } = store.state;
    const on = of[k].reduce((n, a) => n + articles[a], 0);
    const tick = el('input');
    tick.type = 'checkbox';
    tick.checked = on === of[k].length;
    tick.indeterminate = on > 0 && on < of[k].length;
    tick.onchange = () => {
      for (const a of of[k]) articles[a] = +tick.checked;
      store.refresh();
    };
    const name = names[k] || lang.say('noOutlet');
    const only = button(
      'gm-only',
      lang.say('onlyIt'),
      () => {
        articles.fill(0);
        for (const a of of[k]) articles[a] = 1;
        close();
        store.refresh();
      },
      `${lang.say('onlyIt')}: ${name}`,
    );
    return el(
      'div',
      'gm-outlet',
      el('label', 'gm-check', tick, el('span', '', el('bdi', '', name))),
      el('span', 'gm-n', lang.number(of[k].length)),
      only,
    );
  }
}
