// The one file that knows Leaflet: marks as a layer of the map, the basemap as a grid of canvases, the popup.
import { drawHexes } from './hexes.js';
import { areasInView, drawAreas, drawCounts } from './areas.js';
import { drawGhosts, drawMarks, drawPointers, drawReach, ghostsInView, marksInView } from './draw.js';
import { drawWhole } from './basemap.js';
import { drawLabels } from './labels.js';
import { freshContext, sized } from './dom.js';
import { isDrawn, MARK, shapeKind } from './model.js';
import { worldAt } from './project.js';

const AHEAD = 96; // pixels around the window that are drawn for the map to be dragged
const SHUNNED = 300; // marks that names step aside for: the largest; beyond, names are hidden anyway

/** @typedef {import('leaflet')} Leaflet */

/**
 * What the map shows now, in pixels of the whole world.
 * @param {import('leaflet').Map} map
 * @returns {View}
 */
export function viewOf(map) {
  const size = map.getSize();
  const corner = /** @type {import('leaflet').Point} */ (map.getPixelBounds().min);
  return { world: worldAt(map.getZoom()), left: corner.x, top: corner.y, width: size.x, height: size.y, zoom: map.getZoom() };
}

/**
 * A layer that can be added to a map at once and is given its data later.
 * @param {Leaflet} L
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

  const Marks = L.Layer.extend({
    marks: [],
    shapes: [],
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
      return { move: this.later, moveend: this.redraw, resize: this.redraw, viewreset: this.redraw, zoomend: this.redraw, zoom: this.later, zoomanim: this.glide, mousemove: this.hover, mouseout: () => act.point(null, { x: 0, y: 0 }), click: this.click };
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
      const view = viewOf(map);
      page.store.useZoom(view.zoom);
      const c = freshContext(canvas, view.width, view.height);
      L.DomUtil.setTransform(canvas, map.containerPointToLayerPoint([0, 0]), 1);
      drawn = { at: map.containerPointToLatLng([0, 0]), zoom: map.getZoom() };
      const { marks, shapes } = paint(c, page, view);
      this.marks = marks;
      this.shapes = shapes;
      if (this.focused) this.focused = this.marks.find((/** @type {Mark} */ m) => isSame(m, this.focused)) ?? null;
      if (this.focused) ringFocus(c, this.focused, page.theme);
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
      const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      const scale = canvas.width / (parseFloat(canvas.style.width) || canvas.width);
      const inside = /** @type {Shape[]} */ (this.shapes).filter(({ path }) => c.isPointInPath(path, point.x * scale, point.y * scale, 'evenodd'));
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
      const inside = this.marks.filter((/** @type {Mark} */ m) => m.x >= 0 && m.y >= 0 && m.x <= size.x && m.y <= size.y);
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

/**
 * @param {Mark} a
 * @param {Mark} b
 */
const isSame = (a, b) => a.place === b.place && a.turn === b.turn && a.isRecord === b.isRecord;

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Page} page
 * @param {View} view
 * @returns {{marks: Mark[], shapes: Shape[]}} the areas that a pointer can be in, largest first
 */
export function paint(c, page, view) {
  const { store, styles, theme, chosen, pointed } = page;
  const look = { styles, theme, chosen, faded: pointed.size > 0, lang: page.lang };
  const { shapes, labels, marks } = inView(store, view);
  const ghosts = ghostsInView(store, view, marks);
  drawAreas(c, store, shapes, look);
  const hexes = store.isHexed || store.compared ? drawHexes(c, store, view, theme) : [];
  const taken = [...marks, ...ghosts].slice(0, SHUNNED).map(({ x, y, r }) => [x - r, y - r, x + r, y + r]);
  for (const { x, y } of hexes) taken.push([x - 11, y - 7, x + 11, y + 7]); // the number in each
  const others = page.records?.scene(view, marks, taken);
  others?.under(c);
  drawCounts(c, store.model, labels, taken, look);
  others?.names(c);
  if (isMarked(store, chosen)) drawReach(c, store.model, chosen, view, theme);
  drawGhosts(c, store, ghosts, look);
  drawMarks(c, store, marks, look);
  if (!page.tiled) drawLabels(c, page, view, { marks: marks.slice(0, SHUNNED), taken });
  drawPointers(c, store.model, pointed, view, theme);
  others?.over(c);
  return { marks: [...labels, ...hexes, ...marks, ...ghosts, ...(others?.marks ?? [])], shapes: [...(others?.shapes ?? []), ...shapes] };
}

/** @param {Store} store @param {number} p a place, -1 for none */
const isMarked = ({ model, state }, p) => p >= 0 && shapeKind(model, p) === MARK && isDrawn(model, state, p);

/**
 * Areas and marks of a window. Where a change is shown there are neither: figures of areas would be those of one period.
 * @param {Store} store
 * @param {View} view
 */
function inView(store, view) {
  if (store.compared) return { shapes: [], labels: [], marks: [] };
  return { ...areasInView(store, view), marks: store.isHexed ? [] : marksInView(store, view) };
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Mark} mark
 * @param {Theme} theme
 */
function ringFocus(c, mark, theme) {
  const half = (mark.half ?? mark.r) + 5;
  for (const [width, color] of /** @type {[number, string][]} */ ([[6, theme.panel], [3, theme.accent]])) {
    c.beginPath();
    c.roundRect(mark.x - half, mark.y - mark.r - 5, 2 * half, 2 * (mark.r + 5), mark.r + 5);
    c.lineWidth = width;
    c.strokeStyle = color;
    c.stroke();
  }
}

/**
 * The vector basemap as a layer: one canvas, a little larger than the window, that moves along with the map and is
 * drawn anew where the window leaves it. Tiles would hold three times the pixels, each of them twice.
 * @param {Leaflet} L
 * @param {Basemap} base
 * @param {() => Theme} theme
 * @returns {BaseLayer}
 */
export function makeBase(L, base, theme) {
  const canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated');
  const shown = /** @type {ImageBitmapRenderingContext} */ (canvas.getContext('bitmaprenderer', { alpha: false }));
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
      return { move: this.follow, moveend: this.follow, zoomend: this.follow, zoom: this.scale, zoomanim: this.glide, viewreset: this.place, resize: this.follow };
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
      if (drawn) L.DomUtil.setTransform(canvas, map.latLngToLayerPoint(drawn.at), map.getZoomScale(map.getZoom(), drawn.view.zoom));
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
      const view = { ...seen, left: seen.left - AHEAD, top: seen.top - AHEAD, width: seen.width + 2 * AHEAD, height: seen.height + 2 * AHEAD };
      drawn = { at: map.containerPointToLatLng([-AHEAD, -AHEAD]), view };
      shown.transferFromImageBitmap(pictureOf(canvas, base, view, theme()));
      L.DomUtil.setTransform(canvas, map.containerPointToLayerPoint([-AHEAD, -AHEAD]), 1);
    },
  });
  return /** @type {BaseLayer} */ (/** @type {unknown} */ (new Base()));
}

/**
 * The basemap as pixels that the canvas takes over: a canvas that is drawn on itself keeps them three times.
 * @param {HTMLCanvasElement} canvas takes the size of the window
 * @param {Basemap} base
 * @param {View} view
 * @param {Theme} theme
 */
function pictureOf(canvas, base, view, theme) {
  const { width, height } = sized(canvas, view.width, view.height);
  const drawing = new OffscreenCanvas(width, height);
  const c = /** @type {any} */ (drawing.getContext('2d', { alpha: false }));
  c.scale(width / view.width, height / view.height);
  drawWhole(c, base, view, theme);
  return drawing.transferToImageBitmap();
}

/**
 * Whether a window lies within what was drawn, at the same zoom.
 * @param {View} drawn
 * @param {View} view
 */
const covers = (drawn, view) =>
  drawn.zoom === view.zoom && view.left >= drawn.left && view.top >= drawn.top && view.left + view.width <= drawn.left + drawn.width && view.top + view.height <= drawn.top + drawn.height;

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
 * Opens a card as a popup.
 * @param {Leaflet} L
 * @param {import('leaflet').Map} map
 * @param {HTMLElement} card
 * @param {[number, number]} at latitude, longitude
 */
export function openPopup(L, map, card, at) {
  L.DomEvent.disableClickPropagation(card);
  L.DomEvent.disableScrollPropagation(card);
  const narrow = map.getSize().x < 420;
  const popup = L.popup({ className: 'gm-popup', maxWidth: narrow ? map.getSize().x - 40 : 400, minWidth: narrow ? 240 : 340, maxHeight: Math.max(180, map.getSize().y - 90), autoPanPaddingTopLeft: [30, 18], autoPanPaddingBottomRight: [54, 18], offset: [0, -4] })
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
 * @param {Leaflet} L
 * @param {{icon: string, icon2x: string, shadow: string}} pictures data addresses
 */
export function iconsInside(L, pictures) {
  const icon = /** @type {any} */ (L.Icon.Default);
  icon.imagePath = '';
  icon.mergeOptions({ iconUrl: pictures.icon, iconRetinaUrl: pictures.icon2x, shadowUrl: pictures.shadow });
}
