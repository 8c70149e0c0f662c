// Opens the card of what is chosen: of a mark, of a row of a list, of an event that an address names.
import { eventsAt, placesOf } from '../data/behind.js';
import { makeCard } from './card.js';
import { eventLines } from './eventlist.js';

/** @param {Page} page */
export function makeOpener(page) {
  const { store } = page;
  return {
    /** @param {Mark} mark */
    async openMark(mark) {
      const { records } = page;
      const side = mark.isRecord && records ? records : page;
      const places = mark.places ?? [mark.slot, ...(mark.also ?? [])].flatMap((slot) => placesOf(side.store, slot));
      await side.open(places, eventsAt(side.store, places), 0);
    },

    /**
     * @param {number[]} places
     * @param {number[]} events
     * @param {number} at
     */
    async open(places, events, at) {
      /** @type {EventRecord | null} */
      let last = null;
      const tell = (/** @type {number} */ place) => {
        page.look({ chosen: place });
        page.told(last);
        page.redraw();
      };
      const acts = {
        onlyArticle: page.onlyArticle,
        hideArticle: page.hideArticle,
        link: page.link,
        zoomTo: (/** @type {number[]} */ all) => page.zoomTo(all, store.model),
        lines: eventLines(page),
        listed() {
          last = null;
          tell(places[0]);
        },
        shown(/** @type {EventRecord} */ record) {
          last = record;
          tell(record.place);
        },
      };
      const card = await makeCard(page, { places, events, at }, acts);
      page.show(card, places[0]);
      // a card that was open before has said that it closed
      if (last) acts.shown(last);
      else acts.listed();
    },
  };
}
