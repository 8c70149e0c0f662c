// The card of an event beside the map: docked, so that the map never moves; a sheet from below on a phone.
import { byId } from '../text/dom.js';
import { isDrawn } from '../data/model.js';

const WIDTH = 470; // pixels that card and gap take
const PHONE = '(max-width: 800px) and (min-height: 501px)'; // the style sheet's phone

/**
 * @param {Page} page
 * @returns {Pick<Offers, 'show' | 'close'>}
 */
export function makeDock(page) {
  const { map } = page;
  const dock = byId('gm-sheet');
  const body = byId('gm-sheet-body');
  byId('gm-sheet-close').onclick = () => page.close();
  return { show, close };

  /** @type {Offers['show']} */
  function show(card, place, of) {
    body.replaceChildren(card);
    dock.classList.toggle('gm-left', isCoveredRight(of, place));
    dock.hidden = false;
    byId('gm').classList.add('gm-docked');
    body.scrollTop = 0;
  }

  function close() {
    if (dock.hidden) return;
    const held = dock.contains(document.activeElement);
    dock.hidden = true;
    body.replaceChildren();
    byId('gm').classList.remove('gm-docked');
    page.closed();
    if (held) map.getContainer().focus({ preventScroll: true });
  }

  /**
   * Whether a place would lie under a card on the right while there is room on the left.
   * @param {Model} of
   * @param {number} place
   */
  function isCoveredRight(of, place) {
    if (!isDrawn(of, page.store.state, place) || matchMedia(PHONE).matches) return false;
    const { x } = map.latLngToContainerPoint([of.lat(place), of.lon(place)]);
    const width = map.getSize().x;
    return x > width - WIDTH && x > width / 2;
  }
}
