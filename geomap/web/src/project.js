// Web Mercator on the unit square: 0,0 is the north-western corner of the world, 1,1 the south-eastern.

const TOP = 85.05112878; // degrees: where the square ends
export const EQUATOR_M = 40075016.686; // metres

/** @param {number} lon degrees */
export const unitX = (lon) => lon / 360 + 0.5;

/** @param {number} lat degrees */
export function unitY(lat) {
  const sin = Math.sin((Math.max(-TOP, Math.min(TOP, lat)) * Math.PI) / 180);
  return 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI;
}

/**
 * Pixels at a latitude that a length on the ground covers.
 * @param {number} metres
 * @param {number} lat degrees
 * @param {number} world pixels around the equator
 */
export const metresToPixels = (metres, lat, world) => (metres / (EQUATOR_M * Math.cos((lat * Math.PI) / 180))) * world;
