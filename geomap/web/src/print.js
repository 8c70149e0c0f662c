// Before printing: the list of the sources that the visible events rest on.
import { byId, el } from './dom.js';
import { dayText } from './dates.js';
import { articleRecord } from './record.js';

const MOST = 300; // sources on paper

/** @param {Page} page */
export function preparePrint(page) {
  const { store, texts, lang } = page;
  const list = byId('gm-print-sources');
  const whenIdle = window.requestIdleCallback ?? ((/** @type {() => void} */ act) => window.setTimeout(act, 300));
  store.on('settled', () => whenIdle(fill));
  const { records } = page;
  const datasets = el('ul', 'gm-print-datasets');
  if (records) {
    list.after(datasets);
    store.on('settled', () => datasets.replaceChildren(...records.printed()));
  }

  async function fill() {
    const rows = [];
    for (let a = store.articles.length - 1; a >= 0 && rows.length < MOST; a--) if (store.articles[a]) rows.push(a);
    const counts = store.articles;
    const records = await Promise.all(rows.map((row) => articleRecord(store.model, texts, row)));
    if (counts !== store.articles) return;
    list.replaceChildren(...records.map((article) => el('li', '', el('b', '', article.title || lang.say('noHeadline')), ` ${[article.outlet, dayText(article.day, lang.language)].filter(Boolean).join(', ')} `, el('span', '', article.url))));
  }
}
