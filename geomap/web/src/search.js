// Finds the events whose quote, headline or place holds the searched words.

/**
 * @param {Page} page
 * @param {string} query
 * @param {() => boolean} isStale asked between blocks: whether somebody has typed on
 * @returns {Promise<Uint8Array | null>} one byte an event; null when stale
 */
export async function findEvents({ store: { model }, texts }, query, isStale) {
  const { c, strings, reportStart } = model;
  const wanted = query.toLocaleLowerCase();
  const found = new Uint8Array(model.head.events);
  const places = Uint8Array.from(strings.place_name, (name) => +name.toLocaleLowerCase().includes(wanted));
  const outlets = Uint8Array.from(strings.outlets, (name) => +name.toLocaleLowerCase().includes(wanted));
  const articles = Uint8Array.from(c.article_outlet, (outlet) => outlets[outlet]);
  if (!(await scan(texts.article, 'title', wanted, (row) => (articles[row] = 1), isStale))) return null;
  for (let i = 0; i < found.length; i++) found[i] = places[c.event_place[i]] | articles[c.event_article[i]];
  for (let k = 0; k < c.later_event.length; k++) found[c.later_event[k]] |= articles[c.later_article[k]];
  let event = 0;
  const mark = (/** @type {number} */ row) => {
    while (reportStart[event + 1] <= row) event++;
    found[event] = 1;
  };
  return (await scan(texts.report, 'quote', wanted, mark, isStale)) ? found : null;
}

/**
 * Finds the articles whose headline or outlet holds the searched words.
 * @param {Page} page
 * @param {string} query
 * @param {() => boolean} isStale
 * @returns {Promise<Uint8Array | null>} one byte an article; null when stale
 */
export async function findArticles({ store: { model }, texts }, query, isStale) {
  const wanted = query.toLocaleLowerCase();
  const outlets = Uint8Array.from(model.strings.outlets, (name) => +name.toLocaleLowerCase().includes(wanted));
  const found = Uint8Array.from(model.c.article_outlet, (outlet) => outlets[outlet]);
  return (await scan(texts.article, 'title', wanted, (row) => (found[row] = 1), isStale)) ? found : null;
}

/**
 * Tells the rows of a store whose field holds the words; rows rise.
 * @param {TextStore} store
 * @param {string} field
 * @param {string} wanted
 * @param {(row: number) => void} tell
 * @param {() => boolean} isStale
 * @returns {Promise<boolean>} false when it was broken off
 */
export async function scan(store, field, wanted, tell, isStale) {
  for (let k = 0; k < store.blocks; k++) {
    const rows = await store.column(k, field);
    if (isStale()) return false;
    for (let j = 0; j < rows.length; j++) if (rows[j].toLocaleLowerCase().includes(wanted)) tell(k * store.per + j);
  }
  return true;
}
