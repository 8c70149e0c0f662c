// What a map of Leaflet shows now.
import { worldAt } from '../data/project.js';

/**
 * What the map shows now, in pixels of the whole world.
 * @param {import('leaflet').Map} map
 * @returns {View}
 */
export function viewOf(map) {
  const size = map.getSize();
  const corner = /** @type {import('leaflet').Point} */ (map.getPixelBounds().min);
  return {
    world: worldAt(map.getZoom()),
    left: corner.x,
    top: corner.y,
    width: size.x,
    height: size.y,
    zoom: map.getZoom(),
  };
}

const CONTROLS = '#gm-views, #gm-legend, #gm-fold, .gm-outside, .leaflet-control-zoom, .leaflet-control-scale';

/**
 * The boxes that controls fill on the map: names and numbers that stand under them tell nobody anything.
 * @param {import('leaflet').Map} map
 */
export function coveredOf(map) {
  const container = map.getContainer();
  const { left, top } = container.getBoundingClientRect();
  return [...(container.closest('#gm-mapbox') ?? container).querySelectorAll(CONTROLS)]
    .map((control) => control.getBoundingClientRect())
    .filter(({ width }) => width > 0)
    .map((box) => [box.left - left, box.top - top, box.right - left, box.bottom - top]);
}
