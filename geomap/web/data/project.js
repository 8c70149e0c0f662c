// Web Mercator on the unit square: 0,0 is the north-western corner of the world, 1,1 the south-eastern.

const TOP = 85.05112878; // degrees: where the square ends
export const EQUATOR_M = 40075016.686; // metres

/** Pixels around the equator at a zoom. @param {number} zoom */
export const worldAt = (zoom) => 256 * 2 ** zoom;

/** @param {number} lon degrees */
export const unitX = (lon) => lon / 360 + 0.5;

/** @param {number} lat degrees */
export function unitY(lat) {
  const sin = Math.sin((Math.max(-TOP, Math.min(TOP, lat)) * Math.PI) / 180);
  return 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI;
}

/**
 * The longitude on that turn of the world which lies nearest to another: 179 is -181 for one who looks at -170.
 * @param {number} lon degrees
 * @param {number} other degrees, on any turn
 */
export const lonNear = (lon, other) => lon + 360 * Math.round((other - lon) / 360);

/**
 * A window as each turn of the world in it sees it: mostly one; more where it crosses the antimeridian or is wider than
 * the world.
 * @param {View} view
 * @param {number} [edge] pixels beyond the window that count
 * @returns {(View & {turn: number})[]} from west to east
 */
export function turnsOf(view, edge = 0) {
  const { world, left, width } = view;
  const first = Math.floor((left - edge) / world);
  const turns = Math.max(1, Math.ceil((left + width + edge) / world) - first);
  return Array.from({ length: turns }, (_, k) => ({ ...view, left: left - (first + k) * world, turn: first + k }));
}

/**
 * Pixels at a latitude that a length on the ground covers.
 * @param {number} metres
 * @param {number} lat degrees
 * @param {number} world pixels around the equator
 */
export const metresToPixels = (metres, lat, world) => (metres / (EQUATOR_M * Math.cos((lat * Math.PI) / 180))) * world;
