// Traces lines of a basemap into a window.

/** @typedef {{world: number, left: number, top: number, width: number, height: number, zoom: number}} Frame a window, in pixels of the world */

const BEYOND = 8; // pixels beyond a window in which lines still reach into it with their width

/**
 * Traces the lines that touch a window; points that stay beyond one side, or within half a pixel, are passed over.
 * @param {CanvasRenderingContext2D} c
 * @param {Line[] | undefined} lines
 * @param {Frame} frame
 * @param {boolean} [closed]
 */
export function trace(c, lines, frame, closed) {
  const { world, left, top, width, height } = frame;
  c.beginPath();
  const right = width + BEYOND;
  const bottom = height + BEYOND;
  for (const line of lines ?? []) {
    if (
      line.x1 * world - left < -BEYOND ||
      line.x0 * world - left > right ||
      line.y1 * world - top < -BEYOND ||
      line.y0 * world - top > bottom
    )
      continue;
    traceLine(c, line.xy, frame);
    if (closed) c.closePath();
  }
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Float32Array} xy
 * @param {Frame} frame
 */
function traceLine(c, xy, { world, left, top, width, height }) {
  const right = width + BEYOND;
  const bottom = height + BEYOND;
  let px = 0;
  let py = 0;
  let side = 0;
  let skipped = -1;
  for (let k = 0; k < xy.length; k += 2) {
    const x = xy[k] * world - left;
    const y = xy[k + 1] * world - top;
    const beyond = (x < -BEYOND ? 1 : x > right ? 2 : 0) | (y < -BEYOND ? 4 : y > bottom ? 8 : 0);
    if (k === 0) {
      c.moveTo(x, y);
      [px, py, side] = [x, y, beyond];
      continue;
    }
    if (beyond & side) {
      skipped = k;
      side &= beyond;
      continue;
    }
    if (skipped >= 0) {
      px = xy[skipped] * world - left;
      py = xy[skipped + 1] * world - top;
      c.lineTo(px, py);
      skipped = -1;
    }
    const near = (x - px) ** 2 + (y - py) ** 2 < 0.4 && k < xy.length - 2;
    if (near) continue;
    c.lineTo(x, y);
    [px, py, side] = [x, y, beyond];
  }
  if (skipped >= 0) c.lineTo(xy[skipped] * world - left, xy[skipped + 1] * world - top);
}
