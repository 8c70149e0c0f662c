// Draws into SVG with the words of a canvas: as much of them as the map uses. What is written here stays words and lines.

const ESCAPED = /** @type {Record<string, string>} */ ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' });

/** From where a text is set to its base line, in sizes of the letters. @type {Record<string, number>} */
const DOWN = { middle: 0.35, top: 0.82 };

/** @param {unknown} text */
export const escapedText = (text) => String(text).replace(/[&<>"]/g, (letter) => ESCAPED[letter]);

/** @param {number} n */
const digits = (n) => String(Math.round(n * 100) / 100);

/**
 * A path whose steps are kept as SVG writes them.
 * @param {() => [number, number]} origin what is added to each position
 */
function svgPath(origin) {
  /** @type {string[]} */
  let steps = [];
  /** @type {(letter: string, ...at: number[]) => void} */
  const add = (letter, ...at) => {
    const shift = origin();
    steps.push(letter + at.map((n, k) => digits(n + shift[k % 2])).join(' '));
  };
  const path = {
    data: () => steps.join(''),
    clear: () => (steps = []),
    moveTo: (/** @type {number} */ x, /** @type {number} */ y) => add('M', x, y),
    lineTo: (/** @type {number} */ x, /** @type {number} */ y) => add(steps.length ? 'L' : 'M', x, y),
    closePath: () => void steps.push('Z'),
    /** @param {number} x @param {number} y @param {number} w @param {number} h */
    rect(x, y, w, h) {
      path.moveTo(x, y);
      for (const [px, py] of [
        [x + w, y],
        [x + w, y + h],
        [x, y + h],
      ])
        path.lineTo(px, py);
      path.closePath();
    },
    /** @param {number} x @param {number} y @param {number} w @param {number} h @param {number} r */
    roundRect(x, y, w, h, r) {
      const q = Math.max(0, Math.min(r, w / 2, h / 2));
      const turn = (/** @type {number} */ px, /** @type {number} */ py) => {
        const [dx, dy] = origin();
        steps.push(`A${digits(q)} ${digits(q)} 0 0 1 ${digits(px + dx)} ${digits(py + dy)}`);
      };
      path.moveTo(x + q, y);
      path.lineTo(x + w - q, y);
      turn(x + w, y + q);
      path.lineTo(x + w, y + h - q);
      turn(x + w - q, y + h);
      path.lineTo(x + q, y + h);
      turn(x, y + h - q);
      path.lineTo(x, y + q);
      turn(x + q, y);
      path.closePath();
    },
    /** @param {number} x @param {number} y @param {number} r @param {number} from @param {number} to */
    arc(x, y, r, from, to) {
      if (to - from >= Math.PI * 2 - 1e-6) {
        // SVG draws no arc that ends where it begins
        path.arc(x, y, r, from, from + Math.PI);
        path.arc(x, y, r, from + Math.PI, from + Math.PI * 2 - 1e-5);
        path.closePath();
        return;
      }
      const at = (/** @type {number} */ angle) =>
        /** @type {[number, number]} */ ([x + r * Math.cos(angle), y + r * Math.sin(angle)]);
      const [dx, dy] = origin();
      const [ex, ey] = at(to);
      path.lineTo(...at(from));
      steps.push(`A${digits(r)} ${digits(r)} 0 ${to - from > Math.PI ? 1 : 0} 1 ${digits(ex + dx)} ${digits(ey + dy)}`);
    },
  };
  return path;
}

const PLAIN = {
  fillStyle: '#000',
  strokeStyle: '#000',
  lineWidth: 1,
  lineJoin: 'miter',
  lineCap: 'butt',
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'left',
  textBaseline: 'alphabetic',
  letterSpacing: '0px',
  dash: '',
  x: 0,
  y: 0,
};

/**
 * A drawing in place of a canvas' context.
 * @returns {any} the context, with `markup(width, height, title, description)`
 */
export function svgDrawing() {
  const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  /** @type {string[]} */
  const out = [];
  /** @type {Map<string, string>} */
  const defs = new Map();
  /** @type {{look: typeof PLAIN, groups: number}[]} */
  const saved = [];
  let groups = 0;
  const origin = () => /** @type {[number, number]} */ ([c.x, c.y]);
  const path = svgPath(origin);
  const alpha = () => (c.globalAlpha < 1 ? ` opacity="${digits(c.globalAlpha)}"` : '');
  const dashes = () => (c.dash ? ` stroke-dasharray="${c.dash}"` : '');
  const strokes = () =>
    `stroke="${c.strokeStyle}" stroke-width="${digits(c.lineWidth)}" stroke-linejoin="${c.lineJoin}" stroke-linecap="${c.lineCap}"${dashes()}`;
  /** @param {string} look @param {any} [given] */
  const draw = (look, given) => {
    const data = (given ?? path).data();
    if (data) out.push(`<path d="${data}" ${look}${alpha()}/>`);
  };
  /** @param {string} text @param {number} x @param {number} y @param {string} look */
  const write = (text, x, y, look) => {
    const size = Number(/(\d+(?:\.\d+)?)px/.exec(c.font)?.[1] ?? 12);
    const down = DOWN[c.textBaseline] ?? 0;
    const anchor =
      c.textAlign === 'center' ? ' text-anchor="middle"' : c.textAlign === 'right' ? ' text-anchor="end"' : '';
    const spaced = c.letterSpacing === '0px' ? '' : `;letter-spacing:${c.letterSpacing}`;
    out.push(
      `<text x="${digits(x + c.x)}" y="${digits(y + c.y + down * size)}"${anchor} style="font:${escapedText(c.font)}${spaced}" ${look}${alpha()}>${escapedText(text)}</text>`,
    );
  };
  /** @type {any} */
  const c = {
    ...PLAIN,
    beginPath: path.clear,
    moveTo: path.moveTo,
    lineTo: path.lineTo,
    closePath: path.closePath,
    arc: path.arc,
    rect: path.rect,
    roundRect: path.roundRect,
    makePath: () => svgPath(origin),
    setLineDash: (/** @type {number[]} */ dash) => (c.dash = dash.join(' ')),
    translate: (/** @type {number} */ x, /** @type {number} */ y) => Object.assign(c, { x: c.x + x, y: c.y + y }),
    save: () =>
      saved.push({
        look: /** @type {any} */ (Object.fromEntries(Object.keys(PLAIN).map((key) => [key, c[key]]))),
        groups,
      }),
    restore() {
      const before = saved.pop();
      if (!before) return;
      for (; groups > before.groups; groups--) out.push('</g>');
      Object.assign(c, before.look);
    },
    clip() {
      const data = path.data();
      const id = defined(`<clipPath id="ID"><path d="${data}"/></clipPath>`);
      out.push(`<g clip-path="url(#${id})">`);
      groups++;
    },
    fill(/** @type {any} */ given, /** @type {string} */ rule) {
      const evenodd = (typeof given === 'string' ? given : rule) === 'evenodd' ? ' fill-rule="evenodd"' : '';
      draw(`fill="${c.fillStyle}"${evenodd}`, typeof given === 'string' ? null : given);
    },
    stroke: (/** @type {any} */ given) => draw(`fill="none" ${strokes()}`, given),
    fillRect(/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ w, /** @type {number} */ h) {
      const box = svgPath(origin);
      box.rect(x, y, w, h);
      draw(`fill="${c.fillStyle}"`, box);
    },
    strokeRect(/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ w, /** @type {number} */ h) {
      const box = svgPath(origin);
      box.rect(x, y, w, h);
      draw(`fill="none" ${strokes()}`, box);
    },
    fillText: (/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y) =>
      write(text, x, y, `fill="${c.fillStyle}"`),
    strokeText: (/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y) =>
      write(text, x, y, `fill="none" ${strokes()}`),
    measureText(/** @type {string} */ text) {
      ruler.font = c.font;
      ruler.letterSpacing = c.letterSpacing;
      return ruler.measureText(text);
    },
    patternOf(/** @type {string} */ kind, /** @type {string} */ color) {
      const inside =
        kind === 'hatch'
          ? `<path d="M-1 9L9-1M-9 9L1-1M7 9L17-1" stroke="${color}" stroke-width="1.4" stroke-opacity=".55"/>`
          : `<rect x="2.5" y="2.5" width="1.2" height="1.2" fill="${color}" fill-opacity=".7"/>`;
      const side = kind === 'hatch' ? 8 : 6;
      const id = defined(
        `<pattern id="ID" width="${side}" height="${side}" patternUnits="userSpaceOnUse">${inside}</pattern>`,
      );
      return `url(#${id})`;
    },
    /** @param {number} width @param {number} height @param {string} title @param {string} description */
    markup: (width, height, title, description) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title>${escapedText(title)}</title><desc>${escapedText(description)}</desc><defs>${[...defs.keys()].map((text) => text.replace('ID', defs.get(text) ?? '')).join('')}</defs>${out.join('\n')}${'</g>'.repeat(groups)}</svg>\n`,
  };
  return c;

  /** @param {string} text of something that is defined once, its id as ID */
  function defined(text) {
    const known = defs.get(text);
    if (known) return known;
    const id = `d${defs.size + 1}`;
    defs.set(text, id);
    return id;
  }
}
