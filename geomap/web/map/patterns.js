// What areas are filled with: hatching and stippling as patterns of a canvas, each made once.

/** @typedef {'hatch' | 'dots'} PatternKind */

const SIDE = 8; // pixels of a tile of hatching
const DOT = 6; // pixels from dot to dot
/** @type {Map<string, CanvasPattern>} */
const made = new Map();

/**
 * A pattern in a colour. A drawing that is no canvas (see svgdrawing.js) makes its own.
 * @param {CanvasRenderingContext2D & {patternOf?: (kind: PatternKind, color: string) => string}} c
 * @param {PatternKind} kind
 * @param {string} color
 * @returns {CanvasPattern | string}
 */
export function patternOf(c, kind, color) {
  if (c.patternOf) return c.patternOf(kind, color);
  const key = kind + color;
  let pattern = made.get(key);
  if (!pattern) {
    const tile = document.createElement('canvas');
    const t = /** @type {CanvasRenderingContext2D} */ (tile.getContext('2d'));
    tile.width = tile.height = kind === 'hatch' ? SIDE : DOT;
    if (kind === 'hatch') hatch(t, color);
    else stipple(t, color);
    pattern = /** @type {CanvasPattern} */ (c.createPattern(tile, 'repeat'));
    made.set(key, pattern);
  }
  return pattern;
}

/** @param {CanvasRenderingContext2D} t @param {string} color */
function hatch(t, color) {
  t.strokeStyle = color;
  t.globalAlpha = 0.55;
  t.lineWidth = 1.4;
  for (const shift of [-8, 0, 8]) {
    t.moveTo(shift - 1, 9);
    t.lineTo(shift + 9, -1);
  }
  t.stroke();
}

/** @param {CanvasRenderingContext2D} t @param {string} color */
function stipple(t, color) {
  t.fillStyle = color;
  t.globalAlpha = 0.7;
  t.fillRect(DOT / 2 - 0.5, DOT / 2 - 0.5, 1.2, 1.2);
}
