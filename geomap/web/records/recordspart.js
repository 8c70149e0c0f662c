// The part of the page that is about others' records; only a page with such records brings it along.
import { parts } from '../parts.js';
import { addWords } from '../text/strings.js';
import { amongEvents, makeRecords, readRecords } from './records.js';
import { makeRecordCard, recordRow, recordsBeside, recordsSection } from './recordscard.js';
import { legendRows } from './recordsdraw.js';
import { aboutRecords, eventExtras, recordRow as rowOut } from './recordsout.js';
import { makeRecordsPanel, printedDatasets, recordsText, recordsTip } from './recordspanel.js';
import { WORDS } from './recordswords.js';

addWords(WORDS);
parts.records = { read: readRecords, make };

/**
 * The layer of others' records with its cards, lists and controls.
 * @param {Page} page
 * @param {{model: Model, joined: Joined}} data
 * @returns {Records}
 */
function make(page, data) {
  const core = makeRecords(page, data);
  /** @type {Records} */
  const records = Object.assign(core, {
    among: (/** @type {JoinList} */ join) => amongEvents(join, core.hasRecord),
    panel: () => makeRecordsPanel(page, core),
    text: () => recordsText(page, core),
    tip: (/** @type {Mark} */ mark) => recordsTip(page.lang, core, mark),
    legend: () => legendRows(page.lang, core),
    line: (/** @type {number} */ row) => recordRow(page, records, row),
    section: (/** @type {number} */ event) => recordsSection(page, records, event),
    beside: (/** @type {number} */ event) => recordsBeside(page, core, event),
    printed: () => printedDatasets(page, core),
    about: () => aboutRecords(page, core),
    extras: (/** @type {number} */ event) => eventExtras(page, core, event),
    row: (/** @type {number} */ row) => rowOut(page, core, row),
    open,
  });
  return records;

  /**
   * @param {number[]} places
   * @param {number[]} rows
   * @param {number} at
   */
  async function open(places, rows, at) {
    /** @type {OtherRecord | null} */
    let last = null;
    const shown = (/** @type {OtherRecord} */ record) => {
      last = record;
      core.chosen = record.place;
      page.told(record);
      page.redraw();
    };
    const listed = () => {
      last = null;
      core.chosen = places[0];
      page.told(null);
      page.redraw();
    };
    const card = await makeRecordCard(
      page,
      core,
      { places, rows, at },
      { zoomTo: (all) => page.zoomTo(all, core.model), shown, listed },
    );
    page.show(card, places[0], core.model);
    if (last)
      shown(last); // a card that was open before has said that it closed
    else listed();
  }
}
