// The time line: a histogram with a brush, two dates, quick ranges, a player.
import { button, byId, freshContext, input } from '../text/dom.js';
import { dayText, fromIso, iso, monthTicks, tickText } from '../text/dates.js';
import { binned } from '../data/filter.js';
import { cutDays } from '../data/bins.js';
import { isFramed } from './frame.js';
import { makePlayer } from './player.js';

const GRIP_PX = 9; // half of a grip, and some
const AXIS = 18; // pixels below the bars
const LETTER = 6.3; // pixels of a letter below the bars
const GRIP = 10; // pixels within which a pointer takes hold of an edge

/** @param {Page} page */
export function makeTimeline(page) {
  const { store } = page;
  const { days, day0 } = store.model.head;
  const box = byId('gm-tl');
  const canvas = /** @type {HTMLCanvasElement} */ (byId('gm-hist'));
  const grips = [byId('gm-h0'), byId('gm-h1')];
  const dates = [input('gm-from'), input('gm-to')];
  const window_ = byId('gm-win');
  /** The stretch of days in the window: all, or what was zoomed to. */
  const shown = { from: 0, to: days };
  /** As wide and high as the box was when it last changed: asking the box itself costs a layout. */
  const size = { width: 0, height: 0 };
  /** @type {{stretch: string, list: [number, string][]}} */
  const ticks = { stretch: '', list: [] };
  const x = (/** @type {number} */ day) => ((day - shown.from) / (shown.to - shown.from)) * size.width;
  const dayAt = (/** @type {number} */ px) =>
    Math.max(0, Math.min(days, shown.from + (px / size.width) * (shown.to - shown.from)));
  const player = makePlayer(page, setRange);
  for (const field of dates) {
    field.min = iso(day0);
    field.max = iso(day0 + days - 1);
  }
  const clip = (/** @type {number} */ day) => Math.max(-1e6, Math.min(1e6, day));
  dates[0].onchange = () => dated(fromIso(dates[0].value) - day0, null);
  dates[1].onchange = () => dated(null, fromIso(dates[1].value) - day0 + 1);
  quickRanges(page, setRange);
  byId('gm-zoomsel').onclick = () => zoom(store.state.first, store.state.end);
  byId('gm-zoomall').onclick = () => zoom(0, days);
  drag({ box, x, dayAt, setRange, page });
  grips.forEach((grip, k) => grip.addEventListener('keydown', (event) => nudge(event, k)));
  box.addEventListener('wheel', wheel, { passive: false });
  store.on('now', draw);
  store.on('level', place);
  new ResizeObserver(() => measure() && draw()).observe(box);
  measure();
  return { draw, setRange, stop: player.stop };

  /**
   * @param {number} first
   * @param {number} end
   */
  function setRange(first, end) {
    const a = Math.max(0, Math.min(days - 1, Math.round(first)));
    const b = Math.max(a + 1, Math.min(days, Math.round(end)));
    if (a === store.state.first && b === store.state.end) return;
    page.close();
    store.change({ first: a, end: b });
  }

  /**
   * @param {number | null} first
   * @param {number | null} end
   */
  function dated(first, end) {
    player.stop();
    const a = first === null || Number.isNaN(first) ? store.state.first : clip(first);
    const b = end === null || Number.isNaN(end) ? store.state.end : clip(end);
    if (first === null) setRange(Math.min(a, b - 1), b);
    else setRange(a, Math.max(a + 1, b));
    place();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} k 0 the start, 1 the end
   */
  function nudge(event, k) {
    const { first, end } = store.state;
    const by = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageUp: 30,
      PageDown: -30,
      Home: -days,
      End: days,
    }[event.key];
    if (!by) return;
    event.preventDefault();
    const step = by * (event.shiftKey ? 7 : 1);
    if (k) setRange(first, Math.max(first + 1, end + step));
    else setRange(Math.min(end - 1, first + step), end);
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  function zoom(from, to) {
    const least = Math.min(days, 7);
    const width = Math.max(least, to - from);
    shown.from = Math.max(0, Math.min(days - width, Math.round(from - (width - (to - from)) / 2)));
    shown.to = Math.min(days, shown.from + Math.round(width));
    draw();
  }

  /** @param {WheelEvent} event */
  function wheel(event) {
    if (isFramed() && !event.ctrlKey && !event.metaKey) return;
    if (!event.ctrlKey && !event.shiftKey && Math.abs(event.deltaY) < Math.abs(event.deltaX)) return;
    event.preventDefault();
    const at = dayAt(event.clientX - box.getBoundingClientRect().left);
    const by = event.deltaY > 0 ? 1.25 : 0.8;
    zoom(at - (at - shown.from) * by, at + (shown.to - at) * by);
  }

  /** Whether the box has changed since. */
  function measure() {
    if (size.width === box.clientWidth && size.height === box.clientHeight) return false;
    Object.assign(size, { width: box.clientWidth, height: box.clientHeight });
    return true;
  }

  function draw() {
    const { width, height } = size;
    if (!width) return;
    const c = freshContext(canvas, width, height);
    const bars = cutDays(day0, shown.from, shown.to, width);
    const inside = clipDays(store.days, shown.from, shown.to);
    const counts = binned(inside, bars.edges.length - 1, bars.binOf);
    page.look({ bars: { edges: bars.edges, sure: counts.sure, possible: counts.possible } });
    canvas.setAttribute('aria-label', page.lang.say('histogram', { bin: page.lang.say(`bin.${bars.name}`) }));
    const others =
      page.records &&
      binned(clipDays(page.records.store.days, shown.from, shown.to), bars.edges.length - 1, bars.binOf);
    const heights = (/** @type {typeof counts} */ { sure, possible }) => Array.from(sure, (n, b) => n + possible[b]);
    const most = Math.max(1, ...heights(counts));
    const mostOthers = Math.max(1, ...(others ? heights(others) : []));
    const base = height - AXIS;
    const { theme } = page;
    for (let b = 0; b < counts.sure.length; b++) {
      const [left, right] = [x(bars.edges[b]), x(bars.edges[b + 1])];
      const isIn = bars.edges[b] < store.state.end && bars.edges[b + 1] > store.state.first;
      const sure = (counts.sure[b] / most) * (base - 14);
      const all = ((counts.sure[b] + counts.possible[b]) / most) * (base - 14);
      const gap = right - left > 3 ? 1 : 0.4;
      c.fillStyle = isIn ? theme.accent : theme.soft;
      if (counts.sure[b])
        c.fillRect(left + gap / 2, base - Math.max(2, sure), Math.max(1, right - left - gap), Math.max(2, sure));
      if (!counts.possible[b]) continue;
      c.globalAlpha = 0.35;
      c.fillRect(left + gap / 2, base - Math.max(2, all), Math.max(1, right - left - gap), Math.max(2, all) - sure);
      c.globalAlpha = 1;
    }
    if (others)
      steps(
        c,
        heights(others).map((n, b) => [
          x(bars.edges[b]),
          x(bars.edges[b + 1]),
          base - (n ? Math.max(2, (n / mostOthers) * (base - 14)) : 0),
        ]),
      );
    axis(c, width, base);
    c.fillStyle = theme.muted;
    c.textAlign = 'right';
    c.textBaseline = 'top';
    c.font = '11px system-ui, sans-serif';
    const top = page.lang.say('perBin', { n: most, bin: page.lang.say(`bin.${bars.name}`) });
    const outline = others ? ` · ${page.lang.say('outline', { m: mostOthers })}` : '';
    const room = width - 2 * GRIP_PX; // no word stands under a grip
    const told = [top + outline, top].find((text) => c.measureText(text).width <= room);
    if (told) c.fillText(told, width - GRIP_PX, 4);
    place();
  }

  /**
   * The records' numbers as an outline over the bars.
   * @param {CanvasRenderingContext2D} c
   * @param {number[][]} bars left, right, top
   */
  function steps(c, bars) {
    c.beginPath();
    for (const [left, right, top] of bars) {
      c.lineTo(left, top);
      c.lineTo(right, top);
    }
    c.lineWidth = 1.3;
    c.strokeStyle = page.theme.ink;
    c.stroke();
  }

  /**
   * @param {CanvasRenderingContext2D} c
   * @param {number} width
   * @param {number} base
   */
  function axis(c, width, base) {
    c.fillStyle = page.theme.line;
    c.fillRect(0, base, width, 1);
    c.fillStyle = page.theme.muted;
    c.font = '11px system-ui, sans-serif';
    c.textAlign = 'left';
    c.textBaseline = 'top';
    for (const [day, text] of ticksFor(width)) {
      const at = Math.round(x(day));
      c.fillRect(at, base, 1, 4);
      if (at + 3 + c.measureText(text).width <= width) c.fillText(text, at + 3, base + 5);
    }
  }

  /**
   * Days and their words; kept while the stretch in the window is the same, since most drawings only move the range.
   * @param {number} width
   */
  function ticksFor(width) {
    const span = shown.to - shown.from;
    const stretch = `${shown.from} ${span} ${width}`;
    if (ticks.stretch !== stretch)
      Object.assign(ticks, { stretch, list: span < 75 ? dayTicks(width, span) : yearTicks(width, span) });
    return ticks.list;
  }

  /**
   * @param {number} width
   * @param {number} span
   * @returns {[number, string][]}
   */
  function dayTicks(width, span) {
    const room = LETTER * dayText(day0 + shown.from, page.lang.language).length + 12;
    const step = [1, 2, 7, 14, 30, 61, 91].find((s) => (width / span) * s > room) ?? 182;
    return Array.from({ length: Math.ceil(span / step) }, (_, k) => shown.from + k * step).map((day) => [
      day,
      dayText(day0 + day, page.lang.language),
    ]);
  }

  /**
   * @param {number} width
   * @param {number} span
   * @returns {[number, string][]}
   */
  function yearTicks(width, span) {
    const months = span / 30.4;
    const step = [1, 3, 6, 12, 24, 60, 120].find((s) => width / (months / s) > 52) ?? 240;
    return monthTicks(day0 + shown.from, day0 + shown.to, step).map((day) => [
      day - day0,
      tickText(day, page.lang.language),
    ]);
  }

  /** Puts window, grips and date fields where the state says. */
  function place() {
    const { first, end } = store.state;
    const [a, b] = [Math.max(0, x(first)), Math.min(size.width, x(end))];
    window_.style.left = `${a}px`;
    window_.style.width = `${Math.max(0, b - a)}px`;
    [first, end - 1].forEach((day, k) => {
      grips[k].style.left = `${Math.max(0, Math.min(size.width, x(day + k)))}px`;
      grips[k].setAttribute('aria-valuemin', '0');
      grips[k].setAttribute('aria-valuemax', String(days - 1));
      grips[k].setAttribute('aria-valuenow', String(day));
      grips[k].setAttribute('aria-valuetext', dayText(day0 + day, page.lang.language));
      const text = iso(day0 + day);
      if (document.activeElement !== dates[k] && dates[k].value !== text) dates[k].value = text;
    });
  }
}

/**
 * @param {DayCounts} counts
 * @param {number} from
 * @param {number} to
 * @returns {DayCounts} what lies outside is gone
 */
function clipDays(counts, from, to) {
  const clip = (/** @type {Uint32Array} */ all) => {
    const some = new Uint32Array(all.length);
    some.set(all.subarray(from, to), from);
    return some;
  };
  return {
    sure: clip(counts.sure),
    doubted: clip(counts.doubted),
    spans: counts.spans.filter(([first, last]) => last >= from && first < to),
  };
}

/**
 * @param {Page} page
 * @param {(first: number, end: number) => void} setRange
 */
function quickRanges({ store, lang }, setRange) {
  const { days } = store.model.head;
  const ranges = [
    ['day1', 1],
    ['days7', 7],
    ['days30', 30],
    ['days91', 91],
    ['days365', 365],
  ].filter(([, n]) => Number(n) < days);
  const buttons = ranges.map(([key, n]) =>
    button('gm-quick', lang.say(String(key)), () =>
      setRange(Math.max(0, store.state.end - Number(n)), store.state.end),
    ),
  );
  byId('gm-quicks').replaceChildren(
    ...buttons,
    button('gm-quick', lang.say('wholeRange'), () => setRange(0, days)),
  );
}

/**
 * Dragging on the histogram: an edge moves, the inside slides, anywhere else begins a new range.
 * @param {{box: HTMLElement, x: (day: number) => number, dayAt: (px: number) => number, setRange: (a: number, b: number) => void, page: Page}} parts
 */
function drag({ box, x, dayAt, setRange, page }) {
  const { state, model } = page.store;
  /** @type {{mode: 'first' | 'end' | 'slide' | 'new', day: number, first: number, end: number} | null} */
  let held = null;
  const px = (/** @type {PointerEvent} */ event) => event.clientX - box.getBoundingClientRect().left;
  box.addEventListener('pointerdown', (event) => {
    if (event.button) return;
    const at = px(event);
    const day = dayAt(at);
    const whole = state.first === 0 && state.end === model.head.days;
    const near = (/** @type {number} */ edge) => Math.abs(at - x(edge)) < GRIP;
    const mode =
      near(state.first) && !(near(state.end) && day > state.first)
        ? 'first'
        : near(state.end)
          ? 'end'
          : !whole && day > state.first && day < state.end
            ? 'slide'
            : 'new';
    held = { mode, day, first: state.first, end: state.end };
    box.setPointerCapture(event.pointerId);
  });
  box.addEventListener('pointermove', (event) => {
    if (!held) return;
    const day = dayAt(px(event));
    if (held.mode === 'first') setRange(Math.min(day, state.end - 1), state.end);
    else if (held.mode === 'end') setRange(state.first, day);
    else if (held.mode === 'new') {
      if (Math.abs(x(day) - x(held.day)) > 3)
        setRange(Math.floor(Math.min(day, held.day)), Math.ceil(Math.max(day, held.day)));
    } else {
      const length = held.end - held.first;
      const first = Math.max(0, Math.min(model.head.days - length, Math.round(held.first + day - held.day)));
      setRange(first, first + length);
    }
  });
  const release = () => (held = null);
  box.addEventListener('pointerup', release);
  box.addEventListener('pointercancel', release);
  box.addEventListener('dblclick', () => setRange(0, model.head.days));
}
