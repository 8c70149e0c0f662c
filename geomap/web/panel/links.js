// Opens the event or the record that an address names.

/**
 * @param {Page} page
 * @param {{event?: string, record?: string, zoom?: number}} view
 */
export function openAsked({ store, texts, records, open, bring }, { event, record, zoom }) {
  if (event)
    return openLinked(texts.event, event, (row) =>
      brought(store.model.c.event_place[row], store.model, () => open([store.model.c.event_place[row]], [row], 0)),
    );
  if (!record || !records || !texts.record) return undefined;
  const { model } = records;
  return openLinked(texts.record, record, (row) =>
    brought(model.c.event_place[row], model, () => records.open([model.c.event_place[row]], [row], 0)),
  );

  /**
   * @param {number} place
   * @param {Model} of
   * @param {() => Promise<void>} then
   */
  function brought(place, of, then) {
    if (zoom === undefined) bring(place, of); // an address that says its window gets that window
    return then();
  }
}

/**
 * @param {TextStore} texts
 * @param {string} link row and id: the row is tried first, then all ids
 * @param {(row: number) => Promise<void>} open
 */
async function openLinked(texts, link, open) {
  const row = parseInt(link, 10);
  const id = link.slice(link.indexOf('.') + 1);
  const found = row < texts.n && (await texts.row(row)).id === id ? row : await rowOfId(texts, id);
  if (found >= 0 && found < texts.n) await open(found);
}

/**
 * @param {TextStore} store
 * @param {string} id
 */
async function rowOfId(store, id) {
  for (let k = 0; k < store.blocks; k++) {
    const at = (await store.column(k, 'id')).indexOf(id);
    if (at >= 0) return k * store.per + at;
  }
  return -1;
}
