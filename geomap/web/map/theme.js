// Colours and shapes: what the canvas draws with, in light and in dark.

/** The shapes of marks, so that types differ without colour. */
export const SHAPES = /** @type {const} */ ([
  'circle',
  'triangle',
  'square',
  'diamond',
  'cross',
  'hexagon',
  'star',
  'drop',
]);

/**
 * Colours that stay apart for readers who see them all and in the three kinds of colour blindness: found by search for
 * the largest least distance (29 in CIELAB; Okabe and Ito's, darkened for thin rings, had 5), 2.4 : 1 at least against
 * paper and against the dark page. `tests/web/colours.test.js` measures them.
 * @type {Record<string, [string, typeof SHAPES[number]]>}
 */
const KNOWN = {
  Battles: ['#0f4be5', 'square'],
  'Explosions/Remote violence': ['#ec8b0b', 'triangle'],
  'Violence against civilians': ['#aa24a7', 'diamond'],
  Protests: ['#32b971', 'circle'],
  Riots: ['#7b5d13', 'hexagon'],
  'Strategic developments': ['#9096a0', 'cross'],
  'State-based conflict': ['#0f4be5', 'square'],
  'Non-state conflict': ['#ec8b0b', 'triangle'],
  'One-sided violence': ['#aa24a7', 'diamond'],
};
const OTHERS = ['#ec8b0b', '#0f4be5', '#aa24a7', '#32b971', '#7b5d13', '#9096a0'];

/**
 * Colour and shape of each type, in the page's order of types.
 * @param {string[]} types
 * @returns {{color: string, shape: string}[]}
 */
export const stylesOf = (types) =>
  types.map((name, i) => {
    const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined; // a type may be called "constructor"
    const [color, shape] = known ?? [OTHERS[i % OTHERS.length], SHAPES[i % SHAPES.length]];
    return { color, shape };
  });

const NAMES = /** @type {const} */ ([
  'water',
  'land',
  'border',
  'province',
  'river',
  'label',
  'halo',
  'ink',
  'panel',
  'line',
  'accent',
  'soft',
  'muted',
  'ring',
]);

/**
 * The page's colours as the style sheet has them now.
 * @returns {Theme}
 */
export function readTheme() {
  const style = getComputedStyle(document.documentElement);
  return /** @type {Theme} */ (
    Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--gm-${name}`).trim() || '#888']))
  );
}

/**
 * The outline of a mark as a path.
 * @param {CanvasRenderingContext2D | Path2D} path
 * @param {string} shape
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
export function traceShape(path, shape, x, y, r) {
  const corners = { triangle: 3, square: 4, diamond: 4, hexagon: 6, star: 10, cross: 12 }[shape];
  if (!corners) {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, Math.PI * 2);
    return;
  }
  for (let k = 0; k < corners; k++) {
    const [dx, dy] = corner(shape, k, corners, r);
    if (k) path.lineTo(x + dx, y + dy);
    else path.moveTo(x + dx, y + dy);
  }
  path.closePath();
}

/**
 * @param {string} shape
 * @param {number} k
 * @param {number} corners
 * @param {number} r
 */
function corner(shape, k, corners, r) {
  if (shape === 'cross') {
    const arm = [
      [-0.4, -1.05],
      [0.4, -1.05],
      [0.4, -0.4],
      [1.05, -0.4],
      [1.05, 0.4],
      [0.4, 0.4],
    ];
    const [a, b] = arm[k % 6];
    return k < 6 ? [a * r, b * r] : [-a * r, -b * r];
  }
  const turn = shape === 'square' ? Math.PI / 4 : 0;
  const reach = shape === 'star' && k % 2 ? 0.5 * r : r * 1.18;
  const angle = -Math.PI / 2 + turn + (k * Math.PI * 2) / corners;
  return [Math.cos(angle) * reach, Math.sin(angle) * reach];
}

/**
 * The sign of a type as it stands in legend, list and card.
 * @param {{color: string, shape: string}} style
 * @param {number} [size]
 */
export function sign(style, size = 12) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '-7 -7 14 14');
  svg.setAttribute('width', String(size));
  svg.setAttribute('height', String(size));
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'gm-sign');
  path.setAttribute('d', shapeData(style.shape));
  path.setAttribute('fill', style.color);
  svg.append(path);
  return svg;
}

/** @param {string} shape */
function shapeData(shape) {
  /** @type {string[]} */
  const data = [];
  traceShape(
    /** @type {any} */ ({
      moveTo: (/** @type {number} */ x, /** @type {number} */ y) => data.push(`M${x.toFixed(2)} ${y.toFixed(2)}`),
      lineTo: (/** @type {number} */ x, /** @type {number} */ y) => data.push(`L${x.toFixed(2)} ${y.toFixed(2)}`),
      arc: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) =>
        data.push(`A${r} ${r} 0 1 1 ${x - r} ${y}A${r} ${r} 0 1 1 ${x + r} ${y}`),
      closePath: () => data.push('Z'),
    }),
    shape,
    0,
    0,
    5,
  );
  return data.join('');
}
