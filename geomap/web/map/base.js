// The vector basemap as a layer: one canvas, a little larger than the window.
import { drawWhole } from './basemap.js';
import { handed } from '../text/dom.js';
import { viewOf } from './view.js';

const AHEAD = 96; // pixels around the window that are drawn for the map to be dragged

/**
 * The vector basemap as a layer: one canvas, a little larger than the window, that moves along with the map and is
 * drawn anew where the window leaves it. Tiles would hold three times the pixels, each of them twice.
 * @param {import('leaflet')} L
 * @param {Basemap} base
 * @param {() => Theme} theme
 * @returns {BaseLayer}
 */
export function makeBase(L, base, theme) {
  const canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated');
  const context = { alpha: false };
  canvas.getContext('bitmaprenderer', context); // before anybody asks the canvas for another
  /** @type {{at: import('leaflet').LatLng, view: View} | null} */
  let drawn = null;

  const Base = L.Layer.extend({
    options: { attribution: 'Natural Earth' },
    onAdd(/** @type {import('leaflet').Map} */ map) {
      map.getPane('tilePane')?.appendChild(canvas);
      this.redraw();
    },
    onRemove() {
      canvas.remove();
      drawn = null;
    },
    getEvents() {
      return {
        move: this.follow,
        moveend: this.follow,
        zoomend: this.follow,
        zoom: this.scale,
        zoomanim: this.glide,
        viewreset: this.place,
        resize: this.follow,
      };
    },
    /** The map counts its pixels from elsewhere. */
    place() {
      this.follow();
      this.scale();
    },
    follow() {
      const view = viewOf(this._map);
      if (!drawn || !covers(drawn.view, view)) this.redraw();
    },
    scale() {
      const map = this._map;
      if (drawn)
        L.DomUtil.setTransform(
          canvas,
          map.latLngToLayerPoint(drawn.at),
          map.getZoomScale(map.getZoom(), drawn.view.zoom),
        );
    },
    glide(/** @type {import('leaflet').ZoomAnimEvent} */ event) {
      if (!drawn) return;
      const offset = this._map._latLngToNewLayerPoint(drawn.at, event.zoom, event.center);
      L.DomUtil.setTransform(canvas, offset, this._map.getZoomScale(event.zoom, drawn.view.zoom));
    },
    redraw() {
      const map = this._map;
      if (!map) return;
      const seen = viewOf(map);
      const view = {
        ...seen,
        left: seen.left - AHEAD,
        top: seen.top - AHEAD,
        width: seen.width + 2 * AHEAD,
        height: seen.height + 2 * AHEAD,
      };
      drawn = { at: map.containerPointToLatLng([-AHEAD, -AHEAD]), view };
      const { c, begin, show } = handed(canvas, context); // let go: the basemap is seldom drawn
      begin(view.width, view.height);
      drawWhole(c, base, view, theme());
      show();
      L.DomUtil.setTransform(canvas, map.containerPointToLayerPoint([-AHEAD, -AHEAD]), 1);
    },
  });
  return /** @type {BaseLayer} */ (/** @type {unknown} */ (new Base()));
}

/**
 * Whether a window lies within what was drawn, at the same zoom.
 * @param {View} drawn
 * @param {View} view
 */
const covers = (drawn, view) =>
  drawn.zoom === view.zoom &&
  view.left >= drawn.left &&
  view.top >= drawn.top &&
  view.left + view.width <= drawn.left + drawn.width &&
  view.top + view.height <= drawn.top + drawn.height;
