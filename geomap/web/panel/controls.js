// What the reader takes away and how the page looks: files, link, print, language, colours, the panel.
import { byId } from '../text/dom.js';
import { iso } from '../text/dates.js';
import { eachShown } from '../data/filter.js';
import { isAtHome } from './opening.js';
import { snippet } from './frame.js';
import { isDrawn } from '../data/model.js';
import { exported, save, selected } from './takeaway.js';
import { picture, vectorPicture } from './picture.js';
import { sayIn } from '../text/strings.js';

/**
 * @param {Page} page
 * @param {{lists: {inView(side?: Store): number[]}, address: {write(): void, writeNow(): void, copy(text?: string): void}, recolour(): void, print(): void}} parts
 */
export function makeControls(page, { lists, address, recolour, print }) {
  const { store, map, records } = page;
  const { head } = store.model;
  const take = /** @type {HTMLSelectElement} */ (byId('gm-exp'));
  for (const news of ['pointerdown', 'keydown', 'focus']) take.addEventListener(news, offer);
  offer();
  take.onchange = async () => {
    const what = take.value;
    take.selectedIndex = 0;
    const { state } = store;
    const name = `events_${iso(head.day0 + state.first)}_${iso(head.day0 + state.end - 1)}`;
    const [kind, scope] = what.split('-');
    if (kind === 'geojson' || kind === 'csv')
      save(await exported(page, kind, chosen(scope)), `${scope === 'records' ? 'records' : name}.${kind}`);
    else if (kind === 'png') save(await picture(page), `${name}.png`);
    else if (kind === 'svg') save(await vectorPicture(page), `${name}.svg`);
    else if (kind === 'link') address.copy();
    else if (kind === 'embed') address.copy(embedCode());
    else if (kind === 'print') print();
  };
  const language = /** @type {HTMLSelectElement} */ (byId('gm-lang'));
  language.value = page.lang.language;
  language.onchange = () => {
    page.look({ lang: sayIn(language.value) });
    address.writeNow();
    location.reload();
  };
  byId('gm-theme').onclick = () => {
    const root = document.documentElement;
    root.dataset.theme = getComputedStyle(root).colorScheme.includes('dark') ? 'light' : 'dark';
    recolour();
    address.write();
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour);
  for (const key of [byId('gm-fold'), byId('gm-bar-panel')])
    key.onclick = () => fold(!byId('gm').classList.contains('gm-folded'));
  byId('gm-skip').onclick = () => map.getContainer().focus();

  /** @param {string | undefined} scope */
  function chosen(scope) {
    if (scope === 'records') return selected(page, { layer: 'records' });
    if (scope !== 'view') return selected(page);
    const box = map.getBounds();
    return selected(page, {
      rows: lists.inView(),
      view: [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()],
    });
  }

  /** The page with the view that is shown, as a frame for an article. */
  function embedCode() {
    address.writeNow();
    const [page_, hash = ''] = location.href.split('#');
    const parts = hash.split('&').filter((part) => part !== 'embed' && !(part.startsWith('m=') && isFree()));
    return snippet(head.title, `${page_}#${['embed', ...parts].join('&')}`);
  }

  /** Whether no window was chosen, or all that is drawn lies in it: a frame of another size then opens on the events by itself. */
  function isFree() {
    if (isAtHome(page)) return true;
    const { model, state, pass } = store;
    let drawn = 0;
    eachShown(model, state, pass, (i) => (drawn += +isDrawn(model, state, model.c.event_place[i])));
    return drawn === lists.inView().length;
  }

  /** Says with its number what each choice would take away. */
  function offer() {
    const { lang } = page;
    const files = (/** @type {string} */ scope) =>
      /** @type {[string, string][]} */ (
        ['geojson', 'csv'].map((kind) => [kind + scope, kind === 'csv' ? 'CSV' : 'GeoJSON'])
      );
    const groups = [
      { label: lang.say('takeAll', { n: store.counts.shown }), options: files('') },
      { label: lang.say('takeView', { n: lists.inView().length }), options: files('-view') },
      ...(records
        ? [{ label: lang.say('takeRecords', { m: records.store.counts.shown }), options: files('-records') }]
        : []),
      {
        label: lang.say('takeMap'),
        options: /** @type {[string, string][]} */ ([
          ['png', lang.say('asPng')],
          ['svg', lang.say('asSvg')],
          ['link', lang.say('asLink')],
          ['embed', lang.say('asEmbed')],
          ['print', lang.say('asPrint')],
        ]),
      },
    ];
    const first = take.options[0];
    take.replaceChildren(
      first,
      ...groups.map(({ label, options }) => {
        const group = document.createElement('optgroup');
        group.label = label;
        group.append(...options.map(([value, text]) => new Option(text, value)));
        return group;
      }),
    );
  }

  /** @param {boolean} folded */
  function fold(folded) {
    byId('gm').classList.toggle('gm-folded', folded);
    for (const id of ['gm-fold', 'gm-bar-panel']) byId(id).setAttribute('aria-expanded', String(!folded));
    map.invalidateSize();
  }
}
