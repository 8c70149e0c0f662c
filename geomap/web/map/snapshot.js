// The map drawn away from the screen: for a picture, for paper; a window of its own, and marks gathered for its zoom.
import { paint } from './paint.js';
import { clusterSteps, FIRST_ZOOM, LAST_ZOOM, runToEnd } from '../data/clusters.js';
import { drawWhole } from './basemap.js';
import { eachShown, tally } from '../data/filter.js';
import { isDrawn } from '../data/model.js';
import { turnsOf, worldAt } from '../data/project.js';

const PAD = 40; // pixels around what is shown
const DEEPEST = 11; // zoom of a picture
const ALONE = 9; // of a single place
const LEAST = 1.5; // zoom
const BESIDE = 0.1; // of a window's height: what lies as near beside it is taken in

/**
 * The window of a size that holds everything that is shown on the map, or of it what lies where the map opens; null when
 * nothing is.
 * @param {Store[]} stores
 * @param {{width: number, height: number}} size pixels
 * @param {Head['opening']} [opening] west, south, east, north
 * @returns {View | null}
 */
export function viewOfAll(stores, size, opening) {
  const { width, height } = size;
  let [x0, y0, x1, y1] = [2, 2, -1, -1];
  for (const { model, state, pass } of stores) {
    const seen = new Uint8Array(model.head.places);
    eachShown(model, state, pass, (i) => (seen[model.c.event_place[i]] = 1));
    for (let p = 0; p < seen.length; p++) {
      if (!seen[p] || !isDrawn(model, state, p) || !isWithin(model, p, opening)) continue;
      const box = model.areas[model.c.place_area[p] - 1] ?? {
        x0: model.x[p],
        x1: model.x[p],
        y0: model.y[p],
        y1: model.y[p],
      };
      [x0, y0, x1, y1] = [Math.min(x0, box.x0), Math.min(y0, box.y0), Math.max(x1, box.x1), Math.max(y1, box.y1)];
    }
  }
  if (x1 < x0) return opening ? viewOfAll(stores, size) : null;
  const fit = Math.min((width - 2 * PAD) / Math.max(1e-9, x1 - x0), (height - 2 * PAD) / Math.max(1e-9, y1 - y0));
  const zoom = Math.max(LEAST, Math.min(x1 > x0 || y1 > y0 ? DEEPEST : ALONE, Math.log2(fit / 256)));
  const world = worldAt(zoom);
  return {
    world,
    zoom,
    width,
    height,
    left: ((x0 + x1) / 2) * world - width / 2,
    top: ((y0 + y1) / 2) * world - height / 2,
  };
}

/**
 * Whether a place lies in a box of degrees; there may be none, and it may cross the antimeridian.
 * @param {Model} model
 * @param {number} p
 * @param {Head['opening']} box
 */
function isWithin(model, p, box) {
  if (!box) return true;
  const [west, low, east, high] = box;
  const room = (high - low) * BESIDE;
  const [south, north] = [low - room, high + room];
  const [lat, lon] = [model.lat(p), model.lon(p)];
  const isAcross = east < west;
  return lat >= south && lat <= north && (isAcross ? lon >= west || lon <= east : lon >= west && lon <= east);
}

/**
 * The window of a size that holds all of another one around the same middle.
 * @param {View} view
 * @param {{width: number, height: number}} size pixels
 * @returns {View}
 */
export function viewInside(view, { width, height }) {
  const times = Math.min(width / Math.max(1, view.width), height / Math.max(1, view.height));
  const [x, y] = [view.left + view.width / 2, view.top + view.height / 2];
  return {
    world: view.world * times,
    zoom: view.zoom + Math.log2(times),
    width,
    height,
    left: x * times - width / 2,
    top: y * times - height / 2,
  };
}

/**
 * Draws basemap, areas and marks into a window.
 * @param {CanvasRenderingContext2D} c whose origin is the window's corner
 * @param {Page} page
 * @param {View} view
 * @param {boolean} [isOwn] whether the marks are to be gathered anew for the window's zoom
 * @returns {{marks: Mark[], level: Level}}
 */
export function drawSnapshot(c, page, view, isOwn) {
  c.save();
  c.beginPath();
  c.rect(0, 0, view.width, view.height);
  c.clip();
  if (page.basemap) drawWhole(c, page.basemap, view, page.theme);
  const store = isOwn ? atZoom(page.store, view.zoom) : page.store;
  // tiles of others may not be copied out of a page: the vector map stands in
  const { marks } = paint(c, { ...page, store, tiled: false, pointed: new Set() }, view);
  c.restore();
  return { marks, level: store.level };
}

/**
 * The same counts, gathered for another zoom.
 * @param {Store} store
 * @param {number} zoom
 * @returns {Store}
 */
function atZoom(store, zoom) {
  const level = runToEnd(clusterSteps(store.model, Math.max(FIRST_ZOOM, Math.min(Math.round(zoom), LAST_ZOOM))));
  return { ...store, level, counts: tally(store.model, store.state, store.pass, level) };
}

/**
 * How many of the shown events lie in a window.
 * @param {Store} store
 * @param {View} view
 */
export function countInside({ model, state, pass }, view) {
  const turns = turnsOf(view);
  let n = 0;
  eachShown(model, state, pass, (i) => {
    const p = model.c.event_place[i];
    if (!isDrawn(model, state, p)) return;
    n += +turns.some(({ world, left, top, width, height }) => {
      const [x, y] = [model.x[p] * world - left, model.y[p] * world - top];
      return x >= 0 && y >= 0 && x <= width && y <= height;
    });
  });
  return n;
}
