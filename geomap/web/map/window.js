// Moves the window of the map to places, and no further than it must.
import { isDrawn } from '../data/model.js';
import { lonNear } from '../data/project.js';

/**
 * @param {typeof import('leaflet')} L
 * @param {Page} page
 */
export function makeWindow(L, page) {
  const { map, store } = page;
  return {
    /**
     * Moves the map only where a place lies outside the window.
     * @param {number} p
     * @param {Model} of
     */
    bring(p, of) {
      if (!isDrawn(of, store.state, p)) return;
      const at = L.latLng(of.lat(p), lonNear(of.lon(p), map.getCenter().lng));
      if (!map.getBounds().contains(at)) map.setView(at, map.getZoom(), { animate: false });
    },

    /**
     * @param {number[]} places
     * @param {Model} of
     */
    zoomTo(places, of) {
      page.close();
      const middle = lonNear(of.lon(places[0]), map.getCenter().lng);
      const all = L.latLngBounds(places.map((p) => [of.lat(p), lonNear(of.lon(p), middle)]));
      map.fitBounds(all.pad(0.2), { maxZoom: map.getZoom() + 3 });
    },
  };
}
