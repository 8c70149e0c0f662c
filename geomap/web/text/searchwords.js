// The words by which a search is understood: English, Ukrainian, Russian, one table a language adds a column to.

/**
 * What events are called beside the names of their kinds: the beginnings of words, by ACLED's types.
 * @type {Record<string, [string, string, string]>}
 */
export const CALLED = {
  'Explosions/Remote violence': [
    'strike airstrike shell missile drone bomb explosion blast rocket artiller',
    'удар обстр ракет дрон вибух бомб авіауд артилер',
    'удар обстр ракет дрон взрыв бомб авиауд артиллер',
  ],
  Battles: ['battle clash fight fought combat', 'бій бої боя боїв зіткн', 'бой бои боев боя столкн'],
  'Violence against civilians': [
    'massacre execution abduct kidnap rape',
    'викрад розстр зґвалт',
    'похищ расстр изнасил',
  ],
  Protests: ['protest rally demonstrat march', 'протест мітинг', 'протест митинг'],
  Riots: ['riot looting', 'заворуш', 'беспоряд'],
  'Strategic developments': ['arrest retreat withdraw', 'арешт відступ', 'арест отступ'],
};

/** Small words that mean nothing by themselves. @type {[string, string, string]} */
export const SMALL_WORDS = [
  'in on at of the and to near for from by a an',
  'у в на з із та і й до біля',
  'в на с из и к о во со у около',
];

/** What words end in beside their stem. @type {[string, string, string]} */
export const ENDINGS = ['es s', 'y iv a ami u i', 'y ov a ami iam u i'];

/** What follows the number of a day. @type {[string, string, string]} */
export const ORDINALS = ['st nd rd th', 'го ше тє', 'го ое е'];
