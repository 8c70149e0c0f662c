// What a map of Leaflet is told once: how a card opens as a popup, where pictures lie, that readers may want no motion.
import { isDrawn } from '../data/model.js';
import { lonNear } from '../data/project.js';

/**
 * For readers who want no motion the map moves at once.
 * @param {import('leaflet').Map} map
 */
export function keepStill(map) {
  const wish = matchMedia('(prefers-reduced-motion: reduce)');
  const panBy = map.panBy;
  map.panBy = (by, how) => panBy.call(map, by, wish.matches ? { ...how, animate: false } : how);
  const heed = () => (map.options.inertia = !wish.matches);
  wish.addEventListener('change', heed);
  heed();
}

/**
 * Cards as popups, where no page is around the map.
 * @param {import('leaflet')} L
 * @param {Page} page
 * @returns {Pick<Offers, 'show' | 'close'>}
 */
export function makePopups(L, { map, store }) {
  return {
    show(card, place, of) {
      const { lat, lng } = map.getCenter();
      openPopup(
        L,
        map,
        card,
        isDrawn(of, store.state, place) ? [of.lat(place), lonNear(of.lon(place), lng)] : [lat, lng],
      );
    },
    close: () => void map.closePopup(),
  };
}

/**
 * Opens a card as a popup.
 * @param {import('leaflet')} L
 * @param {import('leaflet').Map} map
 * @param {HTMLElement} card
 * @param {[number, number]} at latitude, longitude
 */
function openPopup(L, map, card, at) {
  L.DomEvent.disableClickPropagation(card);
  L.DomEvent.disableScrollPropagation(card);
  const narrow = map.getSize().x < 420;
  const popup = L.popup({
    className: 'gm-popup',
    maxWidth: narrow ? map.getSize().x - 40 : 400,
    minWidth: narrow ? 240 : 340,
    maxHeight: Math.max(180, map.getSize().y - 90),
    autoPanPaddingTopLeft: [30, 18],
    autoPanPaddingBottomRight: [54, 18],
    offset: [0, -4],
  })
    .setLatLng(at)
    .setContent(card);
  fitToCard(popup, card);
  return popup.openOn(map);
}

/**
 * Keeps a popup on the map when its card grows: a longer page is turned to, or something in it is unfolded.
 * @param {import('leaflet').Popup} popup
 * @param {HTMLElement} card
 */
function fitToCard(popup, card) {
  let height = 0;
  const watch = new ResizeObserver(([{ contentRect }]) => {
    if (height && contentRect.height !== height) layOut();
    height = contentRect.height;
  });
  watch.observe(card);
  popup.on('remove', () => watch.disconnect());

  /** Leaflet takes the card out and puts it back, which loses what had the focus and how far it was scrolled. */
  function layOut() {
    const held = document.activeElement;
    const box = card.parentElement;
    const scrolled = box?.scrollTop ?? 0;
    popup.update();
    if (box) box.scrollTop = scrolled;
    if (held instanceof HTMLElement && card.contains(held)) held.focus({ preventScroll: true });
  }
}

/**
 * Folium's markers look for their pictures beside the style sheet; here they are in the page.
 * @param {import('leaflet')} L
 * @param {{icon: string, icon2x: string, shadow: string}} pictures data addresses
 */
export function iconsInside(L, pictures) {
  const icon = /** @type {any} */ (L.Icon.Default);
  icon.imagePath = '';
  icon.mergeOptions({ iconUrl: pictures.icon, iconRetinaUrl: pictures.icon2x, shadowUrl: pictures.shadow });
}
