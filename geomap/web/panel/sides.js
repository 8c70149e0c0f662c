// One event, all its sources beside one another: who said it first, and where they differ on place, day and toll.
import { button, byId, el, outLink } from '../text/dom.js';
import { dayText, intervalText } from '../text/dates.js';
import { tallyText } from '../data/record.js';

const PARTS = /** @type {const} */ (['place', 'day', 'toll']);

/**
 * The reports as sources, the first one first; a report that is the only one says what its event does.
 * @param {Page} page
 * @param {EventRecord} record
 * @returns {SideSource[]}
 */
export function reportSources({ store: { model } }, record) {
  return record.told
    .map(({ article, claimant, quote, own }) => {
      const { place, first, last, grain, harm } = own ?? { ...record, place: model.strings.place_name[record.place] };
      return {
        name: article.outlet || article.title,
        day: article.day,
        claimant,
        place,
        first,
        last,
        grain,
        toll: harm.map(tallyText).join(', '),
        words: quote,
        url: article.url,
        isRecord: false,
      };
    })
    .sort((a, b) => a.day - b.day);
}

/**
 * In what each source differs from the first that says anything of it; one that says nothing does not differ.
 * @param {SideSource[]} sources
 * @returns {Record<'place' | 'day' | 'toll', boolean>[]}
 */
export function differences(sources) {
  const [place, toll] = [sources.find((one) => one.place)?.place, sources.find((one) => one.toll)?.toll];
  const dated = sources.find(({ first }) => Number.isFinite(first));
  return sources.map((one) => ({
    place: Boolean(one.place) && one.place !== place,
    day: dated !== undefined && Number.isFinite(one.first) && (one.first !== dated.first || one.last !== dated.last),
    toll: Boolean(one.toll) && one.toll !== toll,
  }));
}

/**
 * @param {Page} page
 * @param {EventRecord} record
 */
export async function openSides(page, record) {
  const { lang } = page;
  const sources = [...reportSources(page, record), ...((await page.records?.beside(record.row)) ?? [])];
  const differs = differences(sources);
  const on = PARTS.filter((part) => differs.some((one) => one[part]));
  const word = (/** @type {string} */ part) => lang.say(`sides${part[0].toUpperCase()}${part.slice(1)}`);
  const said = on.length ? lang.say('sidesDiffer', { what: on.map(word).join(', ') }) : lang.say('sidesNone');
  const heads = [lang.say('sidesSource'), ...PARTS.map(word), lang.say('sidesWords')];
  const dialog = el('dialog', 'gm-sides');
  const title = el('h2', '', lang.say('sideBySide'));
  title.id = 'gm-sides-title';
  dialog.setAttribute('aria-labelledby', title.id);
  const shut = button('gm-ib', '×', () => dialog.close(), lang.say('close'));
  const hold = el(
    'div',
    'gm-sides-hold',
    el(
      'table',
      '',
      el('thead', '', el('tr', '', ...heads.map((text) => headCell(text)))),
      el('tbody', '', ...sources.map((one, k) => line(one, differs[k], k === 0))),
    ),
  );
  hold.tabIndex = 0;
  hold.setAttribute('role', 'region');
  hold.setAttribute('aria-label', lang.say('sideBySide'));
  dialog.append(el('header', '', title, shut), el('p', 'gm-sides-said', said), hold);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  byId('gm').append(dialog);
  dialog.showModal();

  /**
   * @param {SideSource} source
   * @param {Record<'place' | 'day' | 'toll', boolean>} differ
   * @param {boolean} isFirst
   */
  function line(source, differ, isFirst) {
    const name = el('th', '', source.url ? outLink(source.name, source.url) : el('bdi', '', source.name));
    name.setAttribute('scope', 'row');
    if (isFirst && !source.isRecord) name.append(' ', el('span', 'gm-first', lang.say('sidesFirst')));
    if (source.day !== null) name.append(el('span', 'gm-aside', dayText(source.day, lang.language)));
    if (source.claimant) name.append(el('span', 'gm-aside', `${lang.say('said')} ${source.claimant}`));
    const day = Number.isFinite(source.first)
      ? intervalText(source.first, source.last, source.grain, lang.language)
      : '';
    const quote = el('td', 'gm-quote', source.words);
    quote.dir = 'auto';
    return el(
      'tr',
      '',
      name,
      cell(source.place, differ.place),
      cell(day, differ.day),
      cell(source.toll, differ.toll),
      quote,
    );
  }

  /** @param {string} text */
  function headCell(text) {
    const head = el('th', '', text);
    head.setAttribute('scope', 'col');
    return head;
  }
}

/**
 * A cell; one that differs says so by a sign as well as by its colour.
 * @param {string} text
 * @param {boolean} differs
 */
const cell = (text, differs) =>
  el('td', differs ? 'gm-differs' : '', el('bdi', '', (differs ? '≠ ' : '') + (text || '–')));
