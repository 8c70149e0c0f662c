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
