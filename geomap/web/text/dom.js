// Makes elements whose words are text nodes: nothing here reads HTML.

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [className]
 * @param {...(string | Node | null | undefined | false)} content strings become text nodes
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const part of content) if (part) element.append(part);
  return element;
}

/**
 * The element with an id that the page is known to have.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * @param {string} id
 * @returns {HTMLInputElement}
 */
export const input = (id) => /** @type {HTMLInputElement} */ (byId(id));

/**
 * Sets an element's words when they are others: writing the same ones costs a layout too.
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * A button that does something.
 * @param {string} className
 * @param {string} text
 * @param {(event: MouseEvent) => void} act
 * @param {string} [label] read out instead of the text
 */
export function button(className, text, act, label) {
  const element = el('button', className, text);
  element.type = 'button';
  element.addEventListener('click', act);
  if (label) element.setAttribute('aria-label', label);
  return element;
}

/**
 * The address when it is one that may be opened: http or https, nothing else.
 * @param {string | undefined} url
 * @returns {string | null}
 */
export function webAddress(url) {
  if (!url || !/^https?:\/\//i.test(url)) return null;
  try {
    return new URL(url).href;
  } catch {
    return null;
  }
}

/**
 * A link to the world, or its text when the address is none.
 * @param {string} text
 * @param {string | undefined} url
 * @param {string} [className]
 */
export function outLink(text, url, className) {
  const address = webAddress(url);
  if (!address) return el('span', className, text);
  const link = el('a', className, text);
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return link;
}

/**
 * Text for the one place where Leaflet reads HTML: the attribution.
 * @param {string} text
 */
export const escaped = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/**
 * A canvas of a size in pixels of the page, with as many of its own as the screen has for them, twice as many at most.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function sized(canvas, width, height) {
  const scale = Math.min(window.devicePixelRatio || 1, 2);
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  return { width: w, height: h, scale };
}

/**
 * A canvas as sharp as the screen, cleared.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width CSS pixels
 * @param {number} height CSS pixels
 * @returns {CanvasRenderingContext2D}
 */
export function freshContext(canvas, width, height) {
  const { scale } = sized(canvas, width, height);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/**
 * A canvas that is handed its pixels: one that is drawn on itself keeps them up to four times.
 * @param {HTMLCanvasElement} canvas
 * @param {{alpha?: boolean}} [how]
 */
export function handed(canvas, how) {
  const shown = /** @type {ImageBitmapRenderingContext} */ (canvas.getContext('bitmaprenderer', how));
  const drawing = new OffscreenCanvas(1, 1);
  const c = /** @type {any} */ (drawing.getContext('2d', how));
  return {
    /** @type {CanvasRenderingContext2D} */ c,
    /** Takes a size in CSS pixels, as sharp as the screen; empty. @param {number} width @param {number} height */
    begin(width, height) {
      const size = sized(canvas, width, height);
      const [w, h] = [Math.max(1, size.width), Math.max(1, size.height)]; // nothing cannot be handed over
      if (drawing.width !== w) drawing.width = w; // setting it anew would take the pixels a second time
      if (drawing.height !== h) drawing.height = h;
      c.setTransform(size.scale, 0, 0, size.scale, 0, 0);
    },
    show: () => shown.transferFromImageBitmap(drawing.transferToImageBitmap()),
  };
}

const TYPING_MS = 180; // between the last key and the search

/**
 * Searches when typing rests; an answer to an older question is stale.
 * @param {HTMLInputElement} box
 * @param {(query: string, isStale: () => boolean) => void} search
 * @returns {() => void} searches at once for what the box holds
 */
export function onTyping(box, search) {
  let timer = 0;
  let asked = 0;
  const run = () => {
    clearTimeout(timer);
    const ask = ++asked;
    search(box.value.trim(), () => ask !== asked);
  };
  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(run, TYPING_MS);
  });
  return run;
}
