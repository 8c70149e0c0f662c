// Bars over time as SVG: sharp on paper, in pictures and on the screen alike.

const SPACE = 'http://www.w3.org/2000/svg';
const AXIS = 20; // pixels below the bars
const SIDE = 40; // pixels left of them, for the numbers

/**
 * @typedef {object} Series a stack of the bars
 * @property {string} name
 * @property {string} color
 * @property {ArrayLike<number>} values one a bar
 */

/**
 * An SVG element with attributes.
 * @param {string} tag
 * @param {Record<string, string | number>} values
 * @param {...(Node | string)} content
 */
export function svg(tag, values, ...content) {
  const element = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, String(value));
  element.append(...content);
  return element;
}

const TOPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * The next number that people count in, and that has a half to write beside the chart.
 * @param {number} most
 */
export function niceTop(most) {
  const unit = 10 ** Math.floor(Math.log10(most));
  return TOPS.map((n) => n * unit).find((n) => n >= most && (n === 1 || n % 2 === 0)) ?? most;
}

/**
 * Where the bars of a chart stand.
 * @param {number} width pixels
 * @param {number} bars
 */
export function chartFrame(width, bars) {
  const inner = width - SIDE - 4;
  return {
    x: (/** @type {number} */ b) => SIDE + (b / Math.max(1, bars)) * inner,
    /** @param {number} px @returns {number} -1 beside the bars */
    barAt(px) {
      const b = Math.floor(((px - SIDE) / inner) * bars);
      return b >= 0 && b < bars ? b : -1;
    },
  };
}

/**
 * Stacked bars of which there may be thousands: a path for each series, bands from lowest to highest over them.
 * @param {{series: Series[], ticks: [number, string][], width: number, height: number, label: string, whiskers: [number, number][], locale: string, look?: string}} what
 */
export function stackedBars({ series, ticks, width, height, label, whiskers, locale, look = '' }) {
  const bars = series[0].values.length;
  const { x } = chartFrame(width, bars);
  const base = height - AXIS;
  const ends = new Float64Array(bars);
  for (const { values } of series) for (let b = 0; b < bars; b++) ends[b] += values[b];
  const top = niceTop(
    whiskers.reduce(
      (most, [, high]) => Math.max(most, high),
      ends.reduce((most, n) => Math.max(most, n), 1),
    ),
  );
  const y = (/** @type {number} */ n) => base - (n / top) * (base - 8);
  const picture = svg('svg', {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    class: `gm-bars ${look}`,
    role: 'img',
    'aria-label': label,
  });
  for (const n of [0, top / 2, top]) {
    if (!Number.isInteger(n)) continue;
    picture.append(
      svg('line', { x1: SIDE, x2: width - 4, y1: y(n), y2: y(n), class: 'gm-rule' }),
      svg(
        'text',
        { x: SIDE - 5, y: y(n) + 3.5, 'text-anchor': 'end' },
        n.toLocaleString(locale, { notation: n < 10000 ? 'standard' : 'compact' }),
      ),
    );
  }
  picture.append(svg('rect', { class: 'gm-bar-mark', x: 0, y: 4, width: 0, height: base - 4 }));
  const gap = Math.min(3, (x(1) - x(0)) / 5);
  const from = new Float64Array(bars);
  const box = (/** @type {number} */ b, /** @type {number} */ low, /** @type {number} */ high) =>
    `M${(x(b) + gap / 2).toFixed(1)} ${y(low).toFixed(1)}V${Math.min(y(high), y(low) - 0.6).toFixed(1)}H${(x(b + 1) - gap / 2).toFixed(1)}V${y(low).toFixed(1)}Z`;
  for (const { color, values } of series) {
    let path = '';
    for (let b = 0; b < bars; b++) {
      if (!values[b]) continue;
      path += box(b, from[b], from[b] + values[b]);
      from[b] += values[b];
    }
    picture.append(svg('path', { d: path, fill: color }));
  }
  const bands = whiskers.map(([low, high], b) => (high > low ? box(b, low, high) : '')).join('');
  if (bands) picture.append(svg('path', { d: bands, class: 'gm-band' }));
  picture.append(...axisWords(ticks, x, { width, height, base }));
  return picture;
}

/**
 * @param {[number, string][]} ticks
 * @param {(b: number) => number} x
 * @param {{width: number, height: number, base: number}} at
 */
function axisWords(ticks, x, { width, height, base }) {
  const words = [];
  let free = -Infinity;
  for (const [b, word] of ticks) {
    if (x(b) < free || x(b) + word.length * 6 > width) continue;
    words.push(
      svg('line', { x1: x(b), x2: x(b), y1: base, y2: base + 4, class: 'gm-rule' }),
      svg('text', { x: x(b) + 2, y: height - 6 }, word),
    );
    free = x(b) + word.length * 6.4 + 8;
  }
  return words;
}
