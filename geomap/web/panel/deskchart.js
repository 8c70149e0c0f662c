// What is shown as bars over time: events or deaths, per day, week or month, by type, place, province or outlet.
import { button, el, write } from '../text/dom.js';
import { chartFrame, stackedBars } from './chart.js';
import { copyText, pasted } from './clipboard.js';
import { dayText, iso } from '../text/dates.js';
import { eachShown } from '../data/filter.js';
import { kindText } from '../text/kinds.js';
import { binnedTypes } from '../data/series.js';
import { hasDeaths } from '../data/weights.js';

const NARROWEST = 4; // pixels of a bar; a chart of more bars than fit scrolls
const MOST_BARS = 6000; // of one chart: browsers draw no wider picture
const GRAINS = ['day', 'week', 'month'];
const TONES = ['#0f4be5', '#ec8b0b', '#aa24a7', '#32b971', '#7b5d13']; // told apart by readers with any kind of colour blindness
const REST = '#9096a0';

/** @typedef {'type' | 'place' | 'admin1' | 'outlet'} Split */

/**
 * @param {Page} page
 * @param {() => void} changed told when another figure, grain or split was chosen
 * @returns {import('./desk.js').DeskPart}
 */
export function makeChart(page, changed) {
  const { store, lang } = page;
  const { model } = store;
  const hasDead = hasDeaths(model);
  const wish = { grain: '', by: /** @type {Split} */ ('type'), figure: /** @type {'events' | 'deaths'} */ ('events') };
  const grains = choices(
    lang.say('grain'),
    GRAINS.map((grain) => [grain, lang.say(`per${grain[0].toUpperCase()}${grain.slice(1)}`)]),
    (grain) => {
      wish.grain = grain;
      changed();
    },
  );
  const figures = choices(
    lang.say('figure'),
    ['events', 'deaths'].map((figure) => [figure, lang.say(`figure.${figure}`)]),
    (figure) => {
      wish.figure = figure === 'deaths' ? 'deaths' : 'events';
      changed();
    },
  );
  figures.element.hidden = !hasDead;
  const by = el('select', 'gm-select');
  by.setAttribute('aria-label', lang.say('splitBy'));
  by.append(
    ...splits(model).map((split) => new Option([lang.say('splitBy'), lang.say(`by.${split}`)].join(' '), split)),
  );
  by.onchange = () => {
    wish.by = /** @type {Split} */ (by.value);
    changed();
  };
  const picture = el('div', 'gm-chart-box');
  picture.tabIndex = 0;
  const key = el('ul', 'gm-chart-key');
  const told = el('p', 'gm-chart-told');
  told.setAttribute('role', 'status');
  const note = el('p', 'gm-note gm-chart-note');
  const element = el('div', 'gm-chart', key, el('div', 'gm-chart-hold', picture, told), note);
  /** @type {ReturnType<typeof binnedTypes> | null} */
  let drawn = null;
  let at = -1;
  picture.addEventListener('pointermove', (event) => pointAt(event.clientX));
  picture.addEventListener('pointerleave', () => step(-1));
  picture.addEventListener('keydown', (event) => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!move || !drawn) return;
    event.preventDefault();
    step(Math.max(0, Math.min(drawn.edges.length - 2, at < 0 ? (move > 0 ? 0 : drawn.edges.length - 2) : at + move)));
  });
  picture.addEventListener('blur', () => step(-1));
  const copy = button('gm-key-button', lang.say('copyTable'), () => void copyBars(), lang.say('copyHint'));
  return {
    element,
    tools: [figures.element, grains.element, by, copy],
    show,
    address: () => [wish.grain, wish.by, wish.figure].join('.'),
    restore,
  };

  function show() {
    const { first: from, end: to } = store.state;
    const width = picture.clientWidth;
    if (!width) return;
    const grain = wish.grain && (to - from) / DAYS[wish.grain] < MOST_BARS ? wish.grain : '';
    const { groups, by: of } = grouped(page, wish);
    drawn = binnedTypes(page, { from, to, width, grain, figure: wish.figure, fitting: true, by: of, groups });
    const bars = drawn.edges.length - 1;
    const wide = Math.max(width, bars * NARROWEST + 50);
    if (wide > width)
      drawn = {
        ...drawn,
        ticks: binnedTypes(page, { from, to, width: wide, grain, figure: wish.figure, fitting: true, by: of, groups })
          .ticks,
      };
    picture.setAttribute('role', 'group');
    picture.setAttribute('aria-label', lang.say('chart'));
    grains.mark(drawn.name);
    figures.mark(wish.figure);
    by.value = wish.by;
    key.replaceChildren(
      ...drawn.series
        .filter(({ name }) => name)
        .map(({ name, color, values }) => {
          const dot = el('i');
          dot.style.background = color;
          return el('li', '', dot, el('bdi', '', name), el('span', 'gm-n', lang.number(sum(values))));
        }),
    );
    write(
      note,
      [
        'chartNote',
        wish.figure === 'deaths' && 'chartBand',
        store.counts.doubtful && 'chartDoubt',
        drawn.left && `chartLeft.${wish.figure}`,
      ]
        .flatMap((key) => (key ? [lang.say(key, { n: drawn?.left ?? 0 })] : []))
        .join(' '),
    );
    const height = Math.max(90, picture.clientHeight - 2); // what the words above and below leave
    const isEnd = picture.scrollLeft + width >= picture.scrollWidth - 4;
    picture.replaceChildren(
      stackedBars({
        ...drawn,
        width: wide,
        height,
        label: labelOf(drawn),
        locale: lang.language,
        look: 'gm-bars-wide',
      }),
    );
    if (isEnd) picture.scrollLeft = picture.scrollWidth;
    step(-1);
  }

  /** @param {ReturnType<typeof binnedTypes>} chart */
  function labelOf({ edges, series, name }) {
    const totals = edges.slice(1).map((_, b) => series.reduce((n, { values }) => n + values[b], 0));
    const most = Math.max(0, ...totals);
    const peak = stretch(edges, totals.indexOf(most));
    return lang.say('chartLabel', {
      what: lang.say(`figure.${wish.figure}`),
      bin: lang.say(`bin.${name}`),
      n: totals.reduce((a, b) => a + b, 0),
      most,
      peak,
    });
  }

  /**
   * @param {number[]} edges
   * @param {number} b
   */
  function stretch(edges, b) {
    const [a, z] = [edges[b], edges[b + 1] - 1].map((day) => dayText(model.head.day0 + day, lang.language));
    return a === z ? a : `${a} – ${z}`;
  }

  /** @param {number} clientX */
  function pointAt(clientX) {
    const svg = picture.firstElementChild;
    if (!svg || !drawn) return;
    const box = svg.getBoundingClientRect();
    step(chartFrame(box.width, drawn.edges.length - 1).barAt(clientX - box.left));
  }

  /** @param {number} b the bar that is told; -1 for none */
  function step(b) {
    const svg = picture.firstElementChild;
    at = b;
    const mark = svg?.querySelector('.gm-bar-mark');
    if (!svg || !drawn || !mark || b < 0) {
      mark?.setAttribute('width', '0');
      write(told, '');
      return;
    }
    const frame = chartFrame(Number(svg.getAttribute('viewBox')?.split(' ')[2]), drawn.edges.length - 1);
    mark.setAttribute('x', String(frame.x(b)));
    mark.setAttribute('width', String(frame.x(b + 1) - frame.x(b)));
    const parts = drawn.series.flatMap(({ name, values }) =>
      values[b] && name ? [`${name} ${lang.number(values[b])}`] : [],
    );
    const total = drawn.series.reduce((n, { values }) => n + values[b], 0);
    const band =
      drawn.whiskers[b] && drawn.whiskers[b][0] < drawn.whiskers[b][1]
        ? ` (${lang.number(drawn.whiskers[b][0])}–${lang.number(drawn.whiskers[b][1])})`
        : '';
    write(told, [`${stretch(drawn.edges, b)}: ${lang.number(total)}${band}`, ...parts].join(' · '));
  }

  async function copyBars() {
    if (!drawn) return;
    const { edges, series, whiskers } = drawn;
    const band = whiskers.length ? ['low', 'high'] : [];
    const lines = [['start', 'end', ...series.map(({ name }) => pasted(name)), ...band].join('\t')];
    for (let b = 0; b < edges.length - 1; b++)
      lines.push(
        [
          iso(model.head.day0 + edges[b]),
          iso(model.head.day0 + edges[b + 1] - 1),
          ...series.map(({ values }) => values[b]),
          ...(whiskers[b] ?? []),
        ].join('\t'),
      );
    const n = edges.length - 1;
    page.toast(lang.say((await copyText(`${lines.join('\n')}\n`)) ? 'copiedRows' : 'rowsFailed', { n }));
  }

  /** @param {string[]} parts */
  function restore([grain, split, figure]) {
    wish.grain = GRAINS.includes(grain) ? grain : '';
    wish.by = splits(model).find((one) => one === split) ?? 'type';
    wish.figure = figure === 'deaths' && hasDead ? 'deaths' : 'events';
  }
}

const DAYS = /** @type {Record<string, number>} */ ({ day: 1, week: 7, month: 30 });

/** @param {ArrayLike<number>} values */
const sum = (values) => Array.from(values).reduce((n, one) => n + one, 0);

/**
 * What the bars can be split by on this page.
 * @param {Model} model
 * @returns {Split[]}
 */
export const splits = ({ strings }) => [
  'type',
  'place',
  ...(strings.admin1.filter(Boolean).length > 1 ? [/** @type {const} */ ('admin1')] : []),
  ...(strings.outlets.filter(Boolean).length > 1 ? [/** @type {const} */ ('outlet')] : []),
];

/**
 * The groups that events fall into, and the group of each.
 * @param {{store: Store, lang: Say}} page
 * @param {Split} by
 * @returns {{names: string[], code: (i: number) => number}}
 */
export function splitOf({ store: { model }, lang }, by) {
  const { c, strings, head } = model;
  const split = {
    type: { names: head.types.map((name) => kindText(lang, name)), code: (/** @type {number} */ i) => c.event_type[i] },
    place: {
      names: strings.names ?? strings.place_name,
      code: (/** @type {number} */ i) => (c.place_name ? c.place_name[c.event_place[i]] : c.event_place[i]),
    },
    admin1: { names: strings.admin1, code: (/** @type {number} */ i) => c.place_admin1[c.event_place[i]] },
    outlet: { names: strings.outlets, code: (/** @type {number} */ i) => c.article_outlet[c.event_article[i]] },
  };
  return split[by];
}

/**
 * The groups of the bars: the five with most, and all others as one; types are few and keep their own colours.
 * @param {{store: Store, lang: Say}} page
 * @param {{by: Split, figure: 'events' | 'deaths'}} wish
 * @returns {{groups?: {name: string, color: string}[], by?: (i: number) => number}}
 */
function grouped({ store, lang }, { by, figure }) {
  if (by === 'type') return {};
  const { model, state, pass } = store;
  const { names, code } = splitOf({ store, lang }, by);
  const totals = new Float64Array(names.length);
  const { event_killed_best: best } = model.c;
  eachShown(model, state, pass, (i) => {
    totals[code(i)] += figure === 'deaths' ? Math.max(0, best[i] - 1) : 1;
  });
  const first = [...totals.keys()]
    .filter((k) => totals[k] && names[k])
    .sort((a, b) => totals[b] - totals[a] || a - b)
    .slice(0, TONES.length);
  const groupOf = new Uint8Array(names.length).fill(first.length);
  first.forEach((k, at) => (groupOf[k] = at));
  return {
    groups: [
      ...first.map((k, at) => ({ name: names[k], color: TONES[at] })),
      { name: lang.say('others'), color: REST },
    ],
    by: (i) => groupOf[code(i)],
  };
}

/**
 * A row of buttons of which one is pressed.
 * @param {string} label
 * @param {string[][]} options
 * @param {(value: string) => void} choose
 */
export function choices(label, options, choose) {
  const keys = options.map(([value, text]) => {
    const key = button('', text, () => choose(value));
    key.dataset.value = value;
    return key;
  });
  const element = el('div', 'gm-seg', ...keys);
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', label);
  return {
    element,
    mark: (/** @type {string} */ value) =>
      keys.forEach((key) => key.setAttribute('aria-pressed', String(key.dataset.value === value))),
  };
}
