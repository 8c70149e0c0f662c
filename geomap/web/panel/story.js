// The page tells a story: views of the map one after the other, each beside its text.
import { button, byId, el, write } from '../text/dom.js';
import { filterSentence } from './chips.js';
import { rangeText } from '../data/filter.js';
import { isEmbedded } from './frame.js';
import { addressOf, askedView, elementOf } from '../text/storytext.js';
import { WORDS } from '../text/storywords.js';
import { addWords } from '../text/strings.js';

addWords(WORDS);

const LINE = 0.38; // of the height: the view whose text stands there is shown
const REST_MS = 140; // between the last scroll and a new view
const AIM_MS = 1200; // that a scroll to a chosen view may take

/**
 * @param {Page} page
 * @param {{follow: (address: string) => void, told: () => void}} acts shows a view; writes the address
 */
export function makeStory(page, { follow, told }) {
  const { lang, store } = page;
  const root = byId('gm');
  const panel = byId('gm-story');
  /** @type {Story | null} */
  let story = store.model.head.story ?? null;
  /** @type {HTMLElement[]} */
  let steps = [];
  let shown = -1;
  let snap = 1; // steps of the zoom before the story was told
  let aimed = -1;
  let timer = 0;
  const text = el('div', 'gm-story-text');
  text.tabIndex = 0;
  text.setAttribute('role', 'region');
  text.setAttribute('aria-label', lang.say('storyText'));
  const back = button('gm-ib', '‹', () => go(shown - 1), lang.say('storyBack'));
  const on = button('gm-ib', '›', () => go(shown + 1), lang.say('storyOn'));
  const at = el('span', 'gm-story-at');
  panel.replaceChildren(
    text,
    el('nav', 'gm-story-nav', back, at, on, button('gm-link', lang.say('storyLeave'), leave)),
  );
  const again = button('gm-again', lang.say('storyReturn'), () => story && tell(story, Math.max(0, shown)));
  again.hidden = true;
  byId(isEmbedded() ? 'gm-bar' : 'gm-mapbox').append(again);
  text.addEventListener('scroll', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => aimed < 0 && show(standing()), REST_MS);
  });
  // also before anything has the focus: who has just opened the page has not chosen between map and text
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    if (!isTold() || !(target instanceof Node) || !(target === document.body || panel.contains(target))) return;
    const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    const end = { Home: 0, End: steps.length - 1 }[event.key];
    if ((by === undefined && end === undefined) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(end ?? shown + (by ?? 0));
  });
  store.on('settled', () => shown >= 0 && isTold() && say(shown));
  const { story: own } = store.model.head;
  return {
    tell,
    leave,
    /** The story that is told, and its view: -1 when none is, or one that has no address of its own. */
    told: () => (isTold() ? story : null),
    view: () => (isTold() && story === own ? shown : -1),
    /** @param {number} k the view that the page opened on; -1 where it opened on something else */
    begin(k) {
      if (own && k >= 0) tell(own, k, true);
      else if (own) again.hidden = false;
    },
    /** @param {string} hash @returns {boolean} whether it asks for a view of the page's story */
    asked(hash) {
      const k = askedView(own, hash);
      if (own && k >= 0) tell(own, k);
      else leave();
      return k >= 0;
    },
  };

  function isTold() {
    return !panel.hidden;
  }

  /**
   * @param {Story} next
   * @param {number} k the view to begin with
   * @param {boolean} [isShown] whether the map shows it already
   */
  function tell(next, k, isShown = false) {
    if (next !== story || !steps.length) {
      story = next;
      steps = next.views.map(step);
      text.replaceChildren(
        ...(next.title ? [el('h1', '', next.title)] : []),
        el('p', 'gm-machine', byId('gm-machine').textContent ?? ''),
        ...steps,
      );
    }
    panel.hidden = false;
    again.hidden = true;
    root.classList.add('gm-telling');
    snap = page.map.options.zoomSnap ?? 1;
    page.map.options.zoomSnap = 0; // a view of another window fits by a part of a zoom
    page.map.invalidateSize({ animate: false, pan: false });
    shown = -1;
    text.scrollTop = k ? steps[k].offsetTop - 12 : 0;
    show(k, isShown);
  }

  function leave() {
    if (!isTold()) return;
    const held = panel.contains(document.activeElement);
    panel.hidden = true;
    again.hidden = false;
    root.classList.remove('gm-telling');
    page.map.options.zoomSnap = snap;
    page.map.invalidateSize({ animate: false, pan: true });
    told();
    if (held) again.focus();
  }

  /** @param {StoryView} view @param {number} k */
  function step({ title, text: words }, k) {
    const head = title
      ? el(
          'h2',
          '',
          button('gm-tale-title', title, () => go(k, true)),
        )
      : null;
    const one = el('section', 'gm-tale', head, ...words.map(elementOf), el('p', 'gm-tale-said'));
    one.dir = 'auto';
    return one;
  }

  /** The view whose text stands on the line. */
  function standing() {
    if (text.scrollTop <= 4) return 0;
    const line = text.scrollTop + text.clientHeight * LINE;
    return Math.max(0, steps.filter((one) => one.offsetTop <= line).length - 1);
  }

  /** @param {number} k @param {boolean} [anew] shows it even when it is the one that is shown */
  function go(k, anew) {
    if (k < 0 || k >= steps.length) return;
    aimed = k;
    window.setTimeout(() => (aimed = -1), AIM_MS);
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    text.scrollTo({ top: k ? steps[k].offsetTop - 12 : 0, behavior: isStill ? 'auto' : 'smooth' });
    if (anew) shown = -1;
    show(k);
  }

  /** @param {number} k @param {boolean} [isShown] */
  function show(k, isShown = false) {
    if (!story || k === shown || !isTold()) return;
    shown = k;
    steps.forEach((one, i) => one.classList.toggle('gm-on', i === k));
    write(at, lang.say('storyOf', { n: k + 1, all: steps.length }));
    back.disabled = k === 0;
    on.disabled = k === steps.length - 1;
    if (!isShown) follow(addressOf(story, k));
    say(k);
    told();
  }

  /** What the map shows of it, in figures. @param {number} k */
  function say(k) {
    const said = steps[k].querySelector('.gm-tale-said');
    if (said && story) write(said, saidOf(page, addressOf(story, k)));
  }
}

/**
 * How many events a view shows, under which filters; and whether one of them was saved from another map.
 * @param {Page} page whose state is the view's
 * @param {string} address
 */
export function saidOf(page, address) {
  const { store, lang } = page;
  const count = `${rangeText(lang, store.counts.low, store.counts.shown)} ${lang.say('ofEvents', { n: store.model.head.events })}`;
  const filters = filterSentence(page);
  return [count, filters, isMisfit(store, address) ? lang.say('storyMisfit') : ''].filter(Boolean).join(' · ');
}

/**
 * Whether an address names types, articles and such of another map: rows of flags of another length.
 * @param {Store} store
 * @param {string} address
 */
function isMisfit({ state }, address) {
  const asked = new Map(address.split('&').map((part) => /** @type {[string, string]} */ ([part[0], part.slice(2)])));
  const lengths = {
    t: state.types,
    p: state.precisions,
    s: state.statuses,
    h: state.harms,
    g: state.bases,
    r: state.sets,
  };
  const others = Object.entries(lengths).some(
    ([key, flags]) => asked.has(key) && asked.get(key)?.length !== flags.length,
  );
  const rows =
    asked
      .get('a')
      ?.match(/^[xo](.+)/)?.[1]
      .split('.') ?? [];
  return others || rows.some((row) => parseInt(row, 36) >= state.articles.length);
}
