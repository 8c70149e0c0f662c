// Parts that not every page brings along: a part puts itself here when its module is in the page's script.

/** @type {{records: RecordsPart | null, measure: ((page: Page, layer: MapLayer, began: number) => void) | null}} */
export const parts = { records: null, measure: null };
