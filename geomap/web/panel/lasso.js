// Draws the area that events must lie in: corner by corner, by one stroke, as a rectangle, or by keyboard at the map's middle.
import { button, byId, el } from '../text/dom.js';
import { thinned } from '../data/ring.js';

const NEAR = 9; // pixels within which the first corner closes the ring
const STROKE = 6; // pixels after which a press is a stroke
const THIN = 2.5; // pixels by which a stroke may be thinned

/** @typedef {{x: number, y: number}} Spot in pixels of the window */

/**
 * @param {typeof import('leaflet')} L
 * @param {Page} page
 */
export function makeLasso(L, page) {
  const { map, store, lang } = page;
  const box = byId('gm-mapbox');
  const canvas = el('canvas', 'gm-lasso');
  const hint = el('p', 'gm-lasso-hint');
  hint.setAttribute('role', 'status');
  /** @type {import('leaflet').LatLng[]} */
  let corners = [];
  /** @type {Spot[] | null} */
  let stroke = null;
  /** @type {'' | 'ring' | 'box'} */
  let mode = '';
  const keys = /** @type {['ring', 'box']} */ (['ring', 'box']).map((name) => {
    const key = button(
      '',
      name === 'ring' ? '⬠' : '▭',
      () => (mode === name ? stop() : start(name)),
      lang.say(`draw.${name}`),
    );
    key.title = lang.say(`draw.${name}`);
    key.setAttribute('aria-pressed', 'false');
    return { name, key };
  });
  byId('gm-views').append(...keys.map(({ key }) => key));
  const pane = el('div', 'gm-lasso-pane');
  pane.hidden = true;
  pane.tabIndex = 0;
  pane.setAttribute('role', 'application');
  pane.setAttribute('aria-label', lang.say('draw.keys'));
  pane.append(canvas, hint);
  box.append(pane);
  pane.addEventListener('pointerdown', press);
  pane.addEventListener('pointermove', move);
  pane.addEventListener('pointerup', release);
  pane.addEventListener('dblclick', finish);
  pane.addEventListener('keydown', typed);
  map.on('move', () => mode && sketch());
  map.on('move zoomend resize', outline);
  const shown = el('canvas', 'gm-lasso gm-lasso-shown');
  shown.setAttribute('aria-hidden', 'true');
  box.append(shown);
  store.on('now', outline);
  outline();

  /** @param {'ring' | 'box'} name */
  function start(name) {
    stop();
    mode = name;
    pane.hidden = false;
    hint.textContent = lang.say(`hint.${name}`);
    mark();
    sketch();
    pane.focus({ preventScroll: true });
  }

  function stop() {
    const held = pane.contains(document.activeElement);
    const last = mode;
    mode = '';
    corners = [];
    stroke = null;
    pane.hidden = true;
    mark();
    if (held) keys.find(({ name }) => name === last)?.key.focus();
  }

  const mark = () => keys.forEach(({ name, key }) => key.setAttribute('aria-pressed', String(name === mode)));

  /** @param {PointerEvent} event @returns {Spot} */
  function spotOf(event) {
    const at = pane.getBoundingClientRect();
    return { x: event.clientX - at.left, y: event.clientY - at.top };
  }

  /** @param {PointerEvent} event */
  function press(event) {
    pane.setPointerCapture(event.pointerId);
    stroke = [spotOf(event)];
  }

  /** @param {PointerEvent} event */
  function move(event) {
    const at = spotOf(event);
    if (stroke) stroke.push(at);
    sketch(at);
  }

  /** @param {PointerEvent} event */
  function release(event) {
    const path = stroke;
    const at = spotOf(event);
    stroke = null;
    if (!path) return;
    const isStroke = path.some(({ x, y }) => Math.hypot(x - path[0].x, y - path[0].y) > STROKE);
    if (mode === 'box' && isStroke) return done(rectangle(path[0], at));
    if (mode === 'ring' && isStroke && !corners.length) return done(thinned(path, THIN).map(placeOf));
    add(at);
  }

  /** @param {Spot} at */
  function add(at) {
    const first = corners[0] && map.latLngToContainerPoint(corners[0]);
    if (mode === 'box' && first) return done(rectangle(first, at));
    if (first && corners.length > 2 && Math.hypot(first.x - at.x, first.y - at.y) < NEAR) return finish();
    const before = corners[corners.length - 1] && map.latLngToContainerPoint(corners[corners.length - 1]);
    if (!before || Math.hypot(before.x - at.x, before.y - at.y) > 2) corners.push(placeOf(at));
    sketch();
  }

  function finish() {
    if (corners.length > 2) done(corners);
  }

  /** @param {KeyboardEvent} event */
  function typed(event) {
    const size = map.getSize();
    const by = { ArrowLeft: [-40, 0], ArrowRight: [40, 0], ArrowUp: [0, -40], ArrowDown: [0, 40] }[event.key];
    if (event.key === 'Escape') stop();
    else if (event.key === ' ') add({ x: size.x / 2, y: size.y / 2 });
    else if (event.key === 'Enter') finish();
    else if (event.key === 'Backspace') corners.pop();
    else if (by) map.panBy(/** @type {[number, number]} */ (by), { animate: false });
    else if (event.key === '+' || event.key === '-')
      map.setZoom(map.getZoom() + (event.key === '+' ? 1 : -1), { animate: false });
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (mode) sketch();
  }

  /** @param {Spot} at */
  const placeOf = ({ x, y }) => map.containerPointToLatLng([x, y]);

  /** @param {Spot} a @param {Spot} b */
  const rectangle = (a, b) => [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }].map(placeOf);

  /** @param {import('leaflet').LatLng[]} ring */
  function done(ring) {
    stop();
    page.close();
    store.change({ shape: ring.map(({ lat, lng }) => [Number(lat.toFixed(4)), Number(lng.toFixed(4))]) });
    store.settle();
  }

  /** @param {Spot} [at] where the pointer is */
  function sketch(at) {
    const { x: width, y: height } = map.getSize();
    const path = corners.map((corner) => map.latLngToContainerPoint(corner));
    if (stroke && mode === 'ring' && !corners.length) path.push(...stroke.map(({ x, y }) => L.point(x, y)));
    const c = trace(canvas, { width, height }, withPointer(path, at), false);
    if (!at && mode === 'ring') for (const { x, y } of path) c.strokeRect(x - 3, y - 3, 6, 6);
    if (!pane.matches(':focus-visible')) return;
    c.beginPath();
    for (const [dx, dy] of [
      [9, 0],
      [0, 9],
    ]) {
      c.moveTo(width / 2 - dx, height / 2 - dy);
      c.lineTo(width / 2 + dx, height / 2 + dy);
    }
    c.stroke();
  }

  /**
   * @param {Spot[]} path
   * @param {Spot | undefined} at
   */
  function withPointer(path, at) {
    const from = stroke?.[0] ?? path[0];
    if (!at) return path;
    return mode === 'box' && from ? [from, { x: at.x, y: from.y }, at, { x: from.x, y: at.y }] : [...path, at];
  }

  /** The ring that is set, on the map. */
  function outline() {
    const { x: width, y: height } = map.getSize();
    const { shape } = store.state;
    shown.hidden = !shape;
    if (shape)
      trace(
        shown,
        { width, height },
        shape.map((at) => map.latLngToContainerPoint(at)),
        true,
      );
  }

  /**
   * @param {HTMLCanvasElement} on
   * @param {{width: number, height: number}} size
   * @param {Spot[]} path
   * @param {boolean} isClosed
   */
  function trace(on, size, path, isClosed) {
    Object.assign(on, size);
    const c = /** @type {CanvasRenderingContext2D} */ (on.getContext('2d'));
    c.beginPath();
    path.forEach(({ x, y }, k) => (k ? c.lineTo(x, y) : c.moveTo(x, y)));
    if (isClosed || mode === 'box') c.closePath();
    c.lineWidth = 2;
    c.strokeStyle = page.theme.accent;
    c.setLineDash(isClosed ? [] : [6, 4]);
    c.fillStyle = page.theme.accent;
    c.globalAlpha = 0.08;
    c.fill();
    c.globalAlpha = 1;
    c.stroke();
    c.setLineDash([]);
    return c;
  }
}
