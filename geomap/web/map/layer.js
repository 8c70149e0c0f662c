// Marks as a layer of a Leaflet map.
import { handed } from '../text/dom.js';
import { coveredOf, viewOf } from './view.js';
import { isSame, paint, ringFocus } from './paint.js';

/**
 * A layer that can be added to a map at once and is given its data later.
 * @param {import('leaflet')} L
 * @param {{pick: (mark: Mark) => void, point: (mark: Mark | null, at: {x: number, y: number}) => void}} act
 * @returns {MapLayer}
 */
export function makeLayer(L, act) {
  /** @type {Page | null} */
  let page = null;
  let frame = 0;
  let zooming = false;
  /** @type {{at: import('leaflet').LatLng, zoom: number} | null} */
  let drawn = null;

  const canvas = L.DomUtil.create('canvas', 'gm-marks leaflet-zoom-animated');
  canvas.setAttribute('aria-hidden', 'true');
  const { c, begin, show } = handed(canvas);

  const Marks = L.Layer.extend({
    marks: [],
    shapes: [],
    names: [],
    focused: null,
    canvas,
    onAdd(/** @type {import('leaflet').Map} */ map) {
      map.getPane('overlayPane')?.appendChild(canvas);
      this.redraw();
    },
    onRemove() {
      canvas.remove();
    },
    getEvents() {
      return {
        move: this.later,
        moveend: this.redraw,
        resize: this.redraw,
        viewreset: this.redraw,
        zoomend: this.redraw,
        zoom: this.later,
        zoomanim: this.glide,
        mousemove: this.hover,
        mouseout: () => act.point(null, { x: 0, y: 0 }),
        click: this.click,
      };
    },
    attach(/** @type {Page} */ given) {
      page = given;
    },
    later() {
      if (frame || zooming) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        this.redraw();
      });
    },
    /** Moves the picture along while Leaflet animates a zoom. */
    glide(/** @type {import('leaflet').ZoomAnimEvent} */ event) {
      if (!drawn) return;
      zooming = true;
      const offset = this._map._latLngToNewLayerPoint(drawn.at, event.zoom, event.center);
      L.DomUtil.setTransform(canvas, offset, this._map.getZoomScale(event.zoom, drawn.zoom));
    },
    redraw() {
      const map = this._map;
      if (!map || !page?.store.counts.slots.length) return;
      cancelAnimationFrame(frame);
      frame = 0;
      zooming = false;
      const view = { ...viewOf(map), covered: coveredOf(map) };
      page.store.useZoom(view.zoom);
      begin(view.width, view.height);
      L.DomUtil.setTransform(canvas, map.containerPointToLayerPoint([0, 0]), 1);
      drawn = { at: map.containerPointToLatLng([0, 0]), zoom: map.getZoom() };
      Object.assign(this, paint(c, page, view));
      if (this.focused) this.focused = this.marks.find((/** @type {Mark} */ m) => isSame(m, this.focused)) ?? null;
      if (this.focused) ringFocus(c, this.focused, page.theme);
      show();
    },
    at(/** @type {{x: number, y: number}} */ point) {
      const marks = /** @type {Mark[]} */ (this.marks);
      let best = null;
      let least = 5;
      for (const mark of marks) {
        const dx = Math.max(0, Math.abs(mark.x - point.x) - ((mark.half ?? mark.r) - mark.r));
        const d = Math.hypot(dx, mark.y - point.y) - mark.r;
        if (d <= least) {
          least = d;
          best = mark;
        }
      }
      return best ?? this.areaAt(point);
    },
    /** The smallest area around a point, as a mark: an area opens wherever it is clicked. */
    areaAt(/** @type {{x: number, y: number}} */ point) {
      c.setTransform(1, 0, 0, 1, 0, 0);
      const inside = /** @type {Shape[]} */ (this.shapes).filter(({ path }) =>
        c.isPointInPath(path, point.x, point.y, 'evenodd'),
      );
      return inside.sort((a, b) => a.size - b.size)[0]?.mark ?? null;
    },
    hover(/** @type {import('leaflet').LeafletMouseEvent} */ event) {
      if (this._map.dragging?.moving() || zooming) return;
      const mark = this.at(event.containerPoint);
      this._map.getContainer().style.cursor = mark ? 'pointer' : '';
      act.point(mark, event.containerPoint);
    },
    click(/** @type {import('leaflet').LeafletMouseEvent} */ event) {
      const mark = this.at(event.containerPoint);
      act.point(null, event.containerPoint);
      if (mark) act.pick(mark);
    },
    /** Moves the keyboard's focus to the next mark, west to east. */
    step(/** @type {number} */ by) {
      const size = this._map.getSize();
      const inside = this.marks.filter(
        (/** @type {Mark} */ m) => m.x >= 0 && m.y >= 0 && m.x <= size.x && m.y <= size.y,
      );
      const list = inside.sort((/** @type {Mark} */ a, /** @type {Mark} */ b) => a.x - b.x || a.y - b.y);
      if (!list.length) return null;
      const now = list.findIndex((/** @type {Mark} */ m) => this.focused && isSame(m, this.focused));
      this.focused = list[(now < 0 ? (by > 0 ? 0 : list.length - 1) : now + by + list.length) % list.length];
      this.redraw();
      return this.focused;
    },
  });
  return /** @type {MapLayer} */ (/** @type {unknown} */ (new Marks()));
}
