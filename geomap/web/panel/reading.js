// An article's own text beside the map, where the page holds it: each name tied to its mark, both ways.
import { button, byId, el, outLink, write } from '../text/dom.js';
import { dayText } from '../text/dates.js';
import { articlesOf, isDrawn } from '../data/model.js';
import { dotted } from '../text/names.js';
import { articleRecord, eventRecord } from '../data/record.js';
import { coded, leftOut, pieces } from '../text/readtext.js';
import { WORDS } from '../text/readwords.js';
import { addWords } from '../text/strings.js';

addWords(WORDS);

/**
 * @param {Page} page
 * @returns {Partial<Pick<Offers, 'read' | 'pointText'>> & {shown: (event: number) => void}} nothing to read where the page holds no texts
 */
export function makeReading(page) {
  const { lang, store, texts } = page;
  const { body } = texts;
  if (!body) return { shown() {} };
  const root = byId('gm');
  const panel = byId('gm-read');
  const text = el('div', 'gm-read-text');
  text.tabIndex = 0;
  text.setAttribute('role', 'region');
  text.setAttribute('aria-label', lang.say('readText'));
  const note = el('p', 'gm-read-note');
  note.setAttribute('role', 'status');
  const back = button('gm-link', lang.say('readBack'), leave);
  panel.replaceChildren(el('div', 'gm-read-head', back), text, note);
  /** @type {{element: HTMLElement, events: number[]}[]} */
  let words = [];
  let open = -1;
  let asked = 0;
  /** @type {HTMLElement | null} */
  let from = null;
  panel.addEventListener(
    'keydown',
    (event) => event.key === 'Escape' && !document.querySelector('.gm-card') && leave(),
  );
  return {
    read: (article, event = -1) => void read(article, event),
    shown: (event) => shown(event, true),
    pointText: point,
  };

  /**
   * @param {number} article
   * @param {number} event whose words are looked for
   */
  async function read(article, event) {
    const ask = ++asked;
    if (article !== open) {
      from = /** @type {HTMLElement | null} */ (document.activeElement);
      const { model } = store;
      const records = await Promise.all(eventsOf(model, article).map((i) => eventRecord(model, texts, i)));
      const [source, row] = await Promise.all([
        articleRecord(model, texts, article),
        /** @type {TextStore} */ (body).row(article),
      ]);
      if (ask !== asked) return;
      open = article;
      words = [];
      const stretches = [...coded(records, article), ...leftOut(row.left)];
      const part = (/** @type {number} */ of, /** @type {string} */ told) =>
        pieces(
          told,
          stretches.filter((one) => one.part === of),
        );
      const title = el(
        'h2',
        '',
        ...part(0, source.title || lang.say('noHeadline'))
          .flat()
          .map(made),
      );
      title.dir = 'auto';
      const said = el(
        'p',
        'gm-sub',
        dotted(source.outlet, dayText(source.day, lang.language)),
        ' ',
        outLink('↗', source.url, 'gm-out'),
      );
      said.querySelector('a')?.setAttribute('aria-label', lang.say('openSource'));
      const paragraphs = part(1, row.text ?? '').map((paragraph) => el('p', '', ...paragraph.map(made)));
      for (const one of paragraphs) one.dir = 'auto';
      text.replaceChildren(
        title,
        said,
        ...(paragraphs.length ? paragraphs : [el('p', 'gm-note', lang.say('readNone'))]),
      );
      write(note, counted(stretches));
    }
    panel.hidden = false;
    root.classList.add('gm-reading');
    root.classList.remove('gm-folded');
    page.map.invalidateSize({ animate: false, pan: true });
    text.scrollTop = 0;
    if (event >= 0) shown(event, true);
    back.focus({ preventScroll: true });
  }

  function leave() {
    panel.hidden = true;
    root.classList.remove('gm-reading');
    page.look({ pointed: new Set() });
    page.map.invalidateSize({ animate: false, pan: true });
    if (from?.isConnected) from.focus();
    else page.map.getContainer().focus({ preventScroll: true });
  }

  /**
   * A piece of the text; words with a mark or a reason are buttons.
   * @param {import('../text/readtext.js').Piece} piece
   */
  function made({ text: said, stretch }) {
    if (!stretch) return document.createTextNode(said);
    const { kind, events, why } = stretch;
    if (kind === 'left') {
      const reason = lang.has(`reason.${why}`) ? lang.say(`reason.${why}`) : why;
      const left = button(
        'gm-word gm-left',
        said,
        () => write(note, lang.say('readLeft', { word: said, why: reason })),
        lang.say('readLeft', { word: said, why: reason }),
      );
      left.title = reason;
      return left;
    }
    const places = events.map((i) => store.model.c.event_place[i]);
    const word = button(`gm-word gm-${kind}`, said, () => void page.open([...new Set(places)], events, 0));
    words.push({ element: word, events });
    word.onmouseenter = word.onfocus = () => {
      page.look({ pointed: new Set(places.filter((p) => isDrawn(store.model, store.state, p))) });
      page.redraw();
    };
    word.onmouseleave = word.onblur = () => {
      page.look({ pointed: new Set() });
      page.redraw();
    };
    return word;
  }

  /**
   * The event of a card: its words stand out and come into sight.
   * @param {number} event -1 for none
   * @param {boolean} scrolls
   */
  function shown(event, scrolls) {
    if (panel.hidden) return;
    const own = words.filter(({ events }) => events.includes(event));
    for (const { element, events } of words) element.classList.toggle('gm-on', events.includes(event));
    if (scrolls && own.length) own[0].element.scrollIntoView({ block: 'nearest' });
  }

  /** @param {Set<number>} places under the pointer on the map */
  function point(places) {
    if (panel.hidden) return;
    for (const { element, events } of words)
      element.classList.toggle(
        'gm-pointed',
        events.some((i) => places.has(store.model.c.event_place[i])),
      );
  }

  /** @param {import('../text/readtext.js').Stretch[]} stretches */
  function counted(stretches) {
    const n = new Set(stretches.flatMap(({ events }) => events)).size;
    const m = stretches.filter(({ kind }) => kind === 'left').length;
    return lang.say('readCount', { n, m });
  }
}

/**
 * @param {Model} model
 * @param {number} article
 */
function eventsOf(model, article) {
  const { event_article: first, event_reports: reports } = model.c;
  const rows = [];
  for (let i = 0; i < model.head.events; i++)
    if (first[i] === article || (reports[i] > 1 && articlesOf(model, i).includes(article))) rows.push(i);
  return rows;
}
