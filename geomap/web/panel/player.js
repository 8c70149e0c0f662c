// Plays the time: the range moves along, or only its end does, by day, week or month, as fast as the reader wants it.
import { byId, el } from '../text/dom.js';
import { DAY_MS } from '../text/dates.js';

const RUN_S = 24; // seconds that playing from end to end takes at the usual speed
const LEAST_MS = 140; // between two steps: an eye has to follow
const SPEEDS = [0.25, 0.5, 1, 2, 4];
const STEPS = ['', 'day', 'week', 'month'];
/** Days. @type {Record<string, number>} */
const LENGTHS = { day: 1, week: 7, month: 30.44 };

/**
 * A day so many months on; the 31st becomes the last of a shorter month.
 * @param {number} day since 1970
 * @param {number} by months
 */
export function monthsOn(day, by) {
  const date = new Date(day * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + by];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY_MS;
}

/**
 * The range one step on or back; null where it would leave the days of the page.
 * @param {{day0: number, days: number}} head
 * @param {{first: number, end: number}} range
 * @param {{by: number, step: string, grows: boolean}} how `by` 1 on, -1 back; `grows`: only the end moves
 * @returns {[number, number] | null}
 */
export function stepped({ day0, days }, { first, end }, { by, step, grows }) {
  const move = (/** @type {number} */ day) =>
    step === 'month' ? monthsOn(day0 + day, by) - day0 : day + by * (LENGTHS[step] ?? 1);
  const next = /** @type {[number, number]} */ (grows ? [first, move(end)] : [move(first), move(end)]);
  if (by > 0 ? end >= days : grows ? next[1] <= first : first <= 0) return null;
  return [Math.max(0, next[0]), Math.min(days, Math.max(next[0] + 1, next[1]))];
}

/**
 * @param {Page} page
 * @param {(first: number, end: number) => void} setRange
 */
export function makePlayer({ store, lang }, setRange) {
  const key = byId('gm-play');
  const { head } = store.model;
  const { days } = head;
  const wish = { step: '', speed: 1, grows: false };
  let frame = 0;
  byId('gm-pace').append(...choices());
  for (const [id, by] of /** @type {[string, number][]} */ ([
    ['gm-back', -1],
    ['gm-next', 1],
  ]))
    byId(id).onclick = () => {
      stop();
      begin();
      const next = stepped(head, store.state, { ...wish, by, step: wish.step || usual() });
      if (next) setRange(...next);
    };
  key.onclick = () => (frame ? stop() : start());
  return { stop };

  function choices() {
    const steps = select(
      'pace.step',
      STEPS.map((step) => [step, lang.say(`pace.${step || 'flow'}`)]),
      '',
      (value) => (wish.step = value),
    );
    const speeds = select(
      'pace.speed',
      SPEEDS.map((speed) => [String(speed), `× ${lang.number(speed)}`]),
      '1',
      (value) => (wish.speed = Number(value)),
    );
    const grows = el('input');
    Object.assign(grows, { type: 'checkbox', id: 'gm-grows' });
    grows.addEventListener('change', () => (wish.grows = grows.checked));
    const label = el('label', 'gm-check', grows, el('span', '', lang.say('pace.grows')));
    return [el('summary', '', lang.say('pace')), el('div', 'gm-pace-box', steps, speeds, label)];
  }

  /**
   * @param {string} name
   * @param {string[][]} options
   * @param {string} usualValue
   * @param {(value: string) => void} choose
   */
  function select(name, options, usualValue, choose) {
    const box = el('select', 'gm-select');
    box.append(...options.map(([value, text]) => new Option(text, value)));
    box.value = usualValue;
    box.onchange = () => {
      choose(box.value);
      if (frame) start();
    };
    return el('label', 'gm-field', el('span', '', lang.say(name)), box);
  }

  /** The step of the step keys while playing flows: what the range is as long as, or near to. */
  function usual() {
    const length = store.state.end - store.state.first;
    return length < 4 ? 'day' : length < 20 ? 'week' : 'month';
  }

  /** From the whole time playing begins with a short range at its start. */
  function begin() {
    const { first, end } = store.state;
    const isOver = wish.grows && end >= days;
    if (!isOver && end - first <= days * 0.6) return;
    const from = wish.grows && end - first <= days * 0.6 ? first : 0;
    setRange(from, from + Math.max(1, wish.step ? Math.min(days / 2, LENGTHS[wish.step]) : Math.min(30, days / 12)));
  }

  function stop() {
    cancelAnimationFrame(frame);
    frame = 0;
    key.removeAttribute('data-on');
    key.setAttribute('aria-label', lang.say('play'));
  }

  function start() {
    stop();
    begin();
    key.dataset.on = '1';
    key.setAttribute('aria-label', lang.say('pause'));
    const perDay = (RUN_S * 1000) / days / wish.speed;
    const wait = wish.step ? Math.max(LEAST_MS, perDay * LENGTHS[wish.step]) : 0;
    let last = performance.now();
    let rest = 0;
    const tick = (/** @type {number} */ now) => {
      rest += now - last;
      last = now;
      const n = wait ? Number(rest >= wait) : Math.floor(rest / perDay);
      rest -= n * (wait || perDay);
      if (n && !on(n)) return stop();
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
  }

  /**
   * Moves on by a step, or by so many days; false at the end.
   * @param {number} n
   */
  function on(n) {
    const { first, end } = store.state;
    const next = wish.step
      ? stepped(head, store.state, { ...wish, by: 1 })
      : end + n > days
        ? null
        : /** @type {[number, number]} */ ([wish.grows ? first : first + n, end + n]);
    if (next) setRange(...next);
    return next !== null;
  }
}
