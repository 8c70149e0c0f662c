// The head of the side panel: counts, event types, the other filters, the tabs.
import { button, byId, el, input, write } from '../text/dom.js';
import { rangeText } from '../data/filter.js';
import { kindText } from '../text/kinds.js';
import { dotted } from '../text/names.js';
import { sign } from '../map/theme.js';

/** @param {Page} page */
export function makePanel(page) {
  const { store, styles } = page;
  const { head } = store.model;
  byId('gm-title').textContent = head.title;
  const longest = Math.max(head.events, page.records?.head.events ?? 0);
  byId('gm').style.setProperty('--gm-digits', `${page.lang.number(longest).length + 1}ch`); // numbers end below one another
  const rows = head.types.map((name, t) => typeRow(page, name, t, styles[t]));
  byId('gm-types').replaceChildren(...rows.map((row) => row.element));
  byId('gm-title').dir = 'auto';
  moreFilters(page);
  tabs();
  if (!head.events && !page.records) {
    byId('gm').classList.add('gm-empty');
    byId('gm-types').replaceChildren(el('p', 'gm-note', page.lang.say('noEvents')));
  }
  store.on('now', show);
  show();

  function show() {
    const { lang } = page;
    const { counts, state } = store;
    write(byId('gm-count'), rangeText(lang, counts.low, counts.shown));
    write(byId('gm-total'), lang.say('ofEvents', { n: head.events }));
    write(
      byId('gm-unsure'),
      dotted(
        counts.unsure > 0 && lang.say('possiblyOf', { n: counts.unsure }),
        counts.doubtful > 0 && lang.say('doubtfulOf', { n: counts.doubtful }),
      ),
    );
    const most = Math.max(1, ...counts.types);
    rows.forEach((row, t) => row.show(counts.types[t], counts.types[t] / most, state.types[t] > 0));
    byId('gm-reset').hidden = !isFiltered(store);
  }
}

/**
 * Whether anything but the whole is shown.
 * @param {Store} store
 */
export function isFiltered({ state, model }) {
  const partial = [
    state.types,
    state.precisions,
    state.statuses,
    state.harms,
    state.bases,
    state.articles,
    state.sets,
  ].some((flags) => flags.includes(0));
  return (
    partial ||
    state.killed + state.trust + state.sure > 0 ||
    state.within.length > 0 ||
    state.shape !== null ||
    state.join !== '' ||
    state.certain ||
    state.doubt === 'only' ||
    state.actor !== '' ||
    state.query !== '' ||
    state.first > 0 ||
    state.end < model.head.days
  );
}

/**
 * @param {Page} page
 * @param {string} name
 * @param {number} t
 * @param {TypeStyle} style
 */
function typeRow({ store, lang }, name, t, style) {
  const number = el('span', 'gm-n');
  const bar = el('i');
  bar.style.background = style.color;
  const text = kindText(lang, name);
  const toggler = button('gm-type', '', (event) => toggle(event.altKey));
  toggler.setAttribute('role', 'switch');
  toggler.append(sign(style), el('span', 'gm-tn', text), el('span', 'gm-share', bar), number);
  if (text !== name) toggler.title = name;
  const only = button('gm-only', lang.say('onlyIt'), () => toggle(true), `${lang.say('onlyIt')}: ${text}`);
  return {
    element: el('div', 'gm-type-row', toggler, only),
    /**
     * @param {number} n
     * @param {number} share
     * @param {boolean} on
     */
    show(n, share, on) {
      write(number, lang.number(n));
      bar.style.transform = `scaleX(${share.toFixed(3)})`; // a width would cost a layout at each change
      if (toggler.getAttribute('aria-checked') !== String(on)) toggler.setAttribute('aria-checked', String(on));
    },
  };

  /** @param {boolean} only */
  function toggle(only) {
    const { types } = store.state;
    if (only) types.fill(0)[t] = 1;
    else types[t] = types[t] ? 0 : 1;
    if (!types.includes(1)) types.fill(1);
    store.refresh();
  }
}

/** @param {Page} page */
function moreFilters(page) {
  const { store, lang } = page;
  const { strings, head } = store.model;
  const box = byId('gm-filters');
  const groups = [
    flags(
      'precision',
      strings.precisions.map((name) => `precision.${name}`),
      'precisions',
    ),
    flags(
      'status',
      head.statuses.map((name) => `status.${name}`),
      'statuses',
    ),
    flags(
      'harm',
      [0, 1, 2, 3].map((k) => `harm.${k}`),
      'harms',
    ),
    least(page, 'killed', [0, 1, 5, 10, 50, 100]),
    flags(
      'dateKind',
      head.bases.map((name) => `basis.${name}`),
      'bases',
    ),
    least(page, 'trust', [0, 50, 70, 80, 90, 95]),
  ];
  const casts = [...strings.actors, ...(page.records?.model.strings.actors ?? [])];
  const names = [...new Set(casts.flatMap((cast) => cast.split('; ')).filter(Boolean))].sort((a, b) =>
    a.localeCompare(b),
  );
  const actor = el('select', 'gm-select');
  actor.id = 'gm-actor';
  actor.append(new Option(lang.say('anyActor'), ''), ...names.map((name) => new Option(name, name)));
  actor.addEventListener('change', () => store.change({ actor: actor.value }));
  const label = el('label', 'gm-field', el('span', '', lang.say('actor')), actor);
  label.htmlFor = 'gm-actor';
  box.replaceChildren(...groups.map((group) => group.element), ...(names.length ? [label] : []));
  const certain = input('gm-certain');
  byId('gm-certain-row').hidden = store.model.fuzzy.length + (page.records?.model.fuzzy.length ?? 0) === 0;
  certain.onchange = () => store.change({ certain: certain.checked });
  store.on('now', () => {
    groups.forEach((group) => group.show());
    actor.value = store.state.actor;
    certain.checked = store.state.certain;
  });

  /**
   * @param {string} key
   * @param {string[]} labels
   * @param {'precisions' | 'statuses' | 'harms' | 'bases'} part
   */
  function flags(key, labels, part) {
    const boxes = labels.map((text, k) => {
      const box = el('input');
      box.type = 'checkbox';
      box.dataset.part = part;
      box.checked = store.state[part][k] > 0;
      box.addEventListener('change', () => {
        store.state[part][k] = +box.checked;
        store.refresh();
      });
      return { box, label: el('label', 'gm-check', box, el('span', '', lang.say(text))) };
    });
    const element = el('fieldset', 'gm-group', el('legend', '', lang.say(key)), ...boxes.map(({ label }) => label));
    return { element, show: () => boxes.forEach(({ box }, k) => (box.checked = store.state[part][k] > 0)) };
  }
}

/**
 * A choice of the least number that events must have; not there when no event has any.
 * @param {Page} page
 * @param {'killed' | 'trust'} name
 * @param {number[]} steps
 */
function least({ store, lang }, name, steps) {
  const { c } = store.model;
  const column = { killed: c.event_killed_best, trust: c.event_trust }[name];
  const select = el('select', 'gm-select');
  select.id = `gm-${name}`;
  select.append(...steps.map((n) => new Option(n ? lang.say(`${name}Least`, { n }) : lang.say('any'), String(n))));
  select.addEventListener('change', () => store.change({ [name]: Number(select.value) }));
  const label = el('label', 'gm-field', el('span', '', lang.say(`${name}Head`)), select);
  label.htmlFor = select.id;
  label.hidden = !column.some((/** @type {number} */ n) => n > 1);
  return {
    element: label,
    show() {
      const { [name]: now } = store.state;
      if (now && ![...select.options].some(({ value }) => Number(value) === now))
        select.append(new Option(lang.say(`${name}Least`, { n: now }), String(now)));
      select.value = String(now);
    },
  };
}

/** Tabs as the ARIA pattern has them: arrows move, the chosen one is the only one in the tab order. */
function tabs() {
  const list = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('#gm [role=tab]')]);
  /** @param {HTMLElement} chosen */
  const choose = (chosen) => {
    for (const tab of list) {
      const on = tab === chosen;
      tab.setAttribute('aria-selected', String(on));
      tab.tabIndex = on ? 0 : -1;
      byId(tab.getAttribute('aria-controls') ?? '').hidden = !on;
    }
    document.dispatchEvent(new CustomEvent('gm-tab', { detail: chosen.dataset.t }));
  };
  list.forEach((tab, k) => {
    tab.onclick = () => choose(tab);
    tab.onkeydown = (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      const next = list[(k + by + list.length) % list.length];
      next.focus();
      choose(next);
    };
  });
}
