// Stories are made on the desk: views of the page are taken, get a text each, and leave as a file.
import { button, el } from '../text/dom.js';
import { filterSentence } from './chips.js';
import { rangeText } from '../data/filter.js';
import { save } from './takeaway.js';
import { fromMarkdown, toldAs, toMarkdown } from '../text/storytext.js';
import { WORDS } from '../text/storywords.js';
import { addWords } from '../text/strings.js';

addWords(WORDS);

/** @typedef {{tell: (story: Story, k: number) => void, address: () => string, show: (address: string) => void}} StoryActs `address` is that of the view that is shown */
/** @typedef {import('../text/storytext.js').Draft} Draft */

/**
 * @param {Page} page
 * @param {StoryActs} acts
 * @returns {import('./desk.js').DeskPart}
 */
export function makeStoryDesk(page, acts) {
  const { lang, store } = page;
  /** @type {Draft} */
  let draft = { title: '', views: [] };
  let isSaved = true;
  const title = field('gm-draft-title', lang.say('storyTitle'), (text) => (draft.title = text));
  const list = el('ol');
  const element = el('div', 'gm-draft', el('p', '', lang.say('storyHow')), title, list);
  const file = el('input');
  Object.assign(file, { type: 'file', accept: '.md,.markdown,.txt,text/markdown', hidden: true });
  file.setAttribute('aria-label', lang.say('storyOpen'));
  file.onchange = async () => {
    const text = await file.files?.[0]?.text();
    file.value = '';
    if (text === undefined) return;
    const read = fromMarkdown(text);
    if (!read.views.length) return void page.toast(lang.say('storyUnreadable'));
    draft = read;
    title.value = draft.title;
    isSaved = true;
    show();
  };
  const add = button('gm-key-button', lang.say('storyAdd'), take);
  const tell = button('gm-key-button', lang.say('storyTell'), () => acts.tell(toldAs(draft), 0));
  const keep = button('gm-key-button', lang.say('storySave'), () => {
    save(new Blob([toMarkdown(draft)], { type: 'text/markdown' }), 'story.md');
    isSaved = true;
  });
  const open = button('gm-key-button', lang.say('storyOpen'), () => file.click());
  window.addEventListener('beforeunload', (event) => {
    if (!isSaved && draft.views.length) event.preventDefault();
  });
  return { element, tools: [add, tell, keep, open, file], show, address: () => '', restore: () => {} };

  function take() {
    const words = filterSentence(page);
    draft.views.push({ title: words || store.model.head.title, at: acts.address(), text: '' });
    changed();
    list.lastElementChild?.querySelector('input')?.focus();
  }

  function changed() {
    isSaved = false;
    show();
  }

  function show() {
    tell.disabled = keep.disabled = !draft.views.length;
    if (list.contains(document.activeElement) && list.children.length === draft.views.length) return; // somebody is writing there
    list.replaceChildren(...draft.views.map(row));
  }

  /**
   * @param {Draft['views'][number]} view
   * @param {number} k
   */
  function row(view, k) {
    const head = field('', lang.say('storyViewTitle', { n: k + 1 }), (text) => (view.title = text));
    head.value = view.title;
    const text = el('textarea');
    text.value = view.text;
    text.placeholder = lang.say('storyViewText', { n: k + 1 });
    text.setAttribute('aria-label', text.placeholder);
    text.oninput = () => {
      view.text = text.value;
      isSaved = false;
    };
    const said = el('small', '', `#${view.at}`);
    const move = (/** @type {number} */ by) => {
      draft.views.splice(k + by, 0, ...draft.views.splice(k, 1));
      list.replaceChildren();
      changed();
      /** @type {HTMLElement | null} */ (list.children[k + by]?.querySelector('.gm-draft-acts button'))?.focus();
    };
    const up = button('gm-ib', '↑', () => move(-1), lang.say('storyUp'));
    const down = button('gm-ib', '↓', () => move(1), lang.say('storyDown'));
    up.disabled = k === 0;
    down.disabled = k === draft.views.length - 1;
    const retake = () => {
      view.at = acts.address();
      said.textContent = `#${view.at}`;
      isSaved = false;
      page.toast(
        `${rangeText(lang, store.counts.low, store.counts.shown)} ${lang.say('ofEvents', { n: store.model.head.events })}`,
      );
    };
    const drop = () => {
      draft.views.splice(k, 1);
      list.replaceChildren();
      changed();
      add.focus();
    };
    const acted = el(
      'div',
      'gm-draft-acts',
      button('gm-link', lang.say('storyShow'), () => acts.show(view.at)),
      button('gm-link', lang.say('storyRetake'), retake),
      up,
      down,
      button('gm-ib', '×', drop, lang.say('storyDrop', { n: k + 1 })),
    );
    return el('li', '', head, text, said, acted);
  }

  /**
   * @param {string} className
   * @param {string} label
   * @param {(text: string) => void} write
   */
  function field(className, label, write) {
    const box = el('input', className);
    box.placeholder = label;
    box.setAttribute('aria-label', label);
    box.oninput = () => {
      write(box.value);
      isSaved = false;
    };
    return box;
  }
}
