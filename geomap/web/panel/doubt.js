// What is not sure: a switch that draws doubtful events as ghosts, and how sure an event must be to be shown.
import { button, byId, el, write } from '../text/dom.js';
import { anyAbove } from '../data/weights.js';

const STEP = 5; // hundredths

/** @param {Page} page */
export function makeDoubt(page) {
  const { store, lang } = page;
  const { model } = store;
  const box = byId('gm-doubt');
  const parts = [
    ...(model.doubtful.length ? [ghostRow(page)] : []),
    ...(anyAbove(model.c.event_confidence, 1) ? [slider(page)] : []),
  ];
  box.hidden = parts.length === 0;
  box.replaceChildren(...parts.map(({ element }) => element));
  const show = () => parts.forEach((part) => part.show());
  store.on('now', show);
  box.setAttribute('aria-label', lang.say('doubtful'));
  show();
}

/** @param {Page} page */
function ghostRow(page) {
  const { store, lang } = page;
  const number = el('span', 'gm-n');
  const set = (/** @type {State['doubt']} */ doubt) => {
    page.close();
    store.change({ doubt });
    store.settle();
  };
  const toggler = button('gm-type', '', () => set(store.state.doubt ? '' : 'drawn'));
  toggler.id = 'gm-ghosts';
  toggler.setAttribute('role', 'switch');
  toggler.title = lang.say('doubtHint');
  toggler.append(el('span', 'gm-key-ghost'), el('span', 'gm-tn', lang.say('doubtful')), number);
  const only = button(
    'gm-only',
    lang.say('onlyIt'),
    () => set('only'),
    `${lang.say('onlyIt')}: ${lang.say('doubtful')}`,
  );
  return {
    element: el('div', 'gm-type-row', toggler, only),
    show() {
      write(number, lang.number(store.counts.doubtful));
      toggler.setAttribute('aria-checked', String(store.state.doubt !== ''));
    },
  };
}

/** @param {Page} page */
function slider({ store, lang }) {
  const range = el('input', 'gm-range');
  Object.assign(range, { type: 'range', id: 'gm-sure', min: '0', max: '95', step: String(STEP) });
  const said = el('output', 'gm-n');
  range.addEventListener('input', () => store.change({ sure: Number(range.value) }));
  const label = el('label', 'gm-slide', el('span', 'gm-tn', lang.say('sureHead')), range, said);
  label.htmlFor = 'gm-sure';
  return {
    element: label,
    show() {
      const { sure } = store.state;
      if (Number(range.value) !== sure) range.value = String(sure);
      const text = sure ? `≥ ${sure} %` : lang.say('sureAny');
      write(said, text);
      range.setAttribute('aria-valuetext', sure ? lang.say('sureLeast', { n: sure }) : text);
    },
  };
}
