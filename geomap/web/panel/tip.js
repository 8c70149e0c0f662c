// What a pointer is told on the map: the tip at its side, and the sources and words of what it points at.
import { el } from '../text/dom.js';
import { kindText } from '../text/kinds.js';
import { districtName, dotted } from '../text/names.js';
import { articlesAt, placesOf } from '../data/behind.js';
import { mainType } from '../map/draw.js';
import { titleOf } from './card.js';
import { hexText } from './hextext.js';

const POINT_MOST = 2000; // events: the sources of more are no answer to a pointer
const POINT_MS = 90; // a pointer that only passes over a mark does not make the list of sources look for its articles

/**
 * @param {Page} page
 * @returns {{point: (mark: Mark | null, at: {x: number, y: number}) => void}}
 */
export function makeTip(page) {
  const { map, store } = page;
  const tip = el('div', 'gm-tip');
  tip.hidden = true;
  map.getContainer().append(tip);
  /** @type {number | undefined} */
  let pointedPlace;
  let timer = 0;
  return {
    point(mark, at) {
      tip.hidden = !mark;
      const pointed = mark?.isRecord ? null : mark;
      if (pointed?.place !== pointedPlace) pointLater(pointed);
      pointedPlace = pointed?.place;
      if (!mark) return;
      const { x: width, y: height } = map.getSize();
      tip.style.left = `${Math.min(at.x + 14, width - 260)}px`;
      tip.style.top = `${at.y > height - 70 ? at.y - 60 : at.y + 14}px`;
      const [title, text] = tipOf(page, mark);
      tip.replaceChildren(el('b', '', title), el('div', '', text));
    },
  };

  /** @param {Mark | null | undefined} mark */
  function pointLater(mark) {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const isFew = mark && !mark.places && mark.n <= POINT_MOST;
      page.look({ pointedArticles: isFew ? articlesAt(store, mark.slot) : new Set() });
      page.pointArticles();
      page.pointText(new Set(mark ? (mark.places ?? placesOf(store, mark.slot)) : []));
    }, POINT_MS);
  }
}

/**
 * Title and text of the tip of a mark.
 * @param {Page} page
 * @param {Mark} mark
 * @returns {[string, string]}
 */
export function tipOf(page, mark) {
  const { store, records, lang, styles } = page;
  if (mark.isRecord && records) return [titleOf({ store: records.store, lang }, [mark.place]), records.tip(mark)];
  if (mark.district) return [districtName(store.model, lang, mark.district - 1), hexText(page, mark)];
  if (mark.places) return [titleOf(page, mark.places), hexText(page, mark)];
  const many = mark.n === 1 ? lang.say('oneEvent') : lang.say('countEvents', { n: mark.n });
  const type = kindText(lang, store.model.head.types[mainType(store, mark.slot, styles.length)]);
  const kind = mark.n === 1 ? type : lang.say('mostly', { type });
  return [titleOf(page, [mark.place]), dotted(mark.isGhost && lang.say('status.doubtful'), many, kind)];
}
