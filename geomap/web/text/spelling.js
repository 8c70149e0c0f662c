// Names in any spelling and script, brought to one form: "Харків", "Kharkov" and "Kharkiv Raion" meet.

/** Cyrillic, Greek and Arabic letters as Latin ones, as far as consonants go. */
const LETTERS = pairs(
  'а a б b в v г h ґ g д d е e є ie ё e ж zh з z и y і i ї i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ _ ы y ь _ э e ю iu я ia',
  'ا a أ a إ a آ a ى a ة a ب b ت t ث t ج j ح h خ kh د d ذ d ر r ز z س s ش sh ص s ض d ط t ظ z ع _ غ g ف f ق k ك k ل l م m ن n ه h و u ي i ئ i ؤ u ء _ پ p چ ch ژ zh گ g ک k ی i',
  'ß ss ø o ł l đ d ð d þ th æ e œ e ı i',
);

/** @param {...string} lists */
function pairs(...lists) {
  const parts = lists.join(' ').split(' ');
  return new Map(parts.flatMap((letter, k) => (k % 2 ? [] : [[letter, parts[k + 1].replace('_', '')]])));
}

/** Words that name a kind of division, and its level: 0 country, 1 province, 2 district, 3 town. */
const LEVELS = new Map(
  /** @type {[number, string][]} */ ([
    [1, 'oblast oblasts province governorate region state muhafazat krai область області области областю областью обл'],
    [2, 'raion rayon district county raon район районі району районе'],
    [3, 'city town village gorod misto місто м г город село'],
  ]).flatMap(([level, words]) =>
    words.split(' ').map((word) => /** @type {[string, number]} */ ([folded(word), level])),
  ),
);
const ENDING = /[sz]k[aeiouy]{0,4}h?[aeiouym]{0,2}$/; // Kharkivska, Харьковская

/**
 * Lower case, without marks, in Latin letters; anything but letters and digits is a space.
 * @param {string} text
 */
export function folded(text) {
  let out = '';
  for (const letter of text.toLowerCase().replace(/й/g, 'и').normalize('NFKD').replace(/\p{M}/gu, ''))
    out += LETTERS.get(letter) ?? letter;
  return out
    .replace(/['’ʼ`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const PREFIX = /^(?:al|el|ar|ash?|at|ad) /; // the Arabic article

/**
 * What stays of a folded name when spellings differ: consonants that are told apart in every language.
 * @param {string} name
 */
export function skeleton(name) {
  const plain = name
    .replace(PREFIX, '')
    .replace(/ /g, '')
    .replace(/h$/, '')
    .replace(/c(?![heiy])/g, 'k');
  const first = /^[aeiouy]/.test(plain) ? 'a' : '';
  const rest = plain
    .replace(/shch|sch/g, 's')
    .replace(/zh/g, 'z')
    .replace(/kh/g, 'h')
    .replace(/sh/g, 's')
    .replace(/t?ch|ts|tz/g, 'c')
    .replace(/ph/g, 'f')
    .replace(/th/g, 't')
    .replace(/g/g, 'h')
    .replace(/w/g, 'v')
    .replace(/q/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/j(?=[aeiou])/g, 'z');
  return first + rest.replace(/[aeiouyj]/g, '').replace(/(.)\1+/g, '$1');
}

/**
 * A name apart from the word for its kind: "Харківська область" is kharkivska at the level of provinces.
 * @param {string} name
 * @returns {{bare: string, level: number}} `level` is -1 where no such word stands
 */
export function bareName(name) {
  const words = folded(name).split(' ').filter(Boolean);
  const kept = words.filter((word) => !LEVELS.has(word));
  const said = words.find((word) => LEVELS.has(word));
  const level = kept.length && said ? (LEVELS.get(said) ?? -1) : -1;
  return { bare: (kept.length ? kept : words).join(' '), level };
}

/**
 * What names of the same place may share, whatever their spelling: the name, its stem, their consonants.
 * @param {string} bare
 */
export function sharedKeys(bare) {
  const stem = bare.replace(ENDING, '');
  return [...new Set([`=${bare}`, `=${stem}`, `~${skeleton(bare)}`, `~${skeleton(stem)}`])];
}

/**
 * How well a name answers to what is asked: 4 the same, 3 the same as an adjective, 2 in another spelling, 1 begins so, 0 not.
 * @param {{bare: string, level: number}} asked
 * @param {{bare: string, bones: string}} name
 */
export function likeness(asked, { bare, bones }) {
  if (!asked.bare) return 0;
  if (asked.bare === bare) return 4;
  const stem = asked.level >= 0 || asked.bare.length > 7 ? asked.bare.replace(ENDING, '') : asked.bare;
  if (stem !== asked.bare && stem.length > 3 && (stem === bare || bare.replace(ENDING, '') === stem)) return 3;
  for (const one of new Set([asked.bare, stem])) if (isSpeltLike(one, bare, bones)) return 2;
  return asked.bare.length > 1 && ` ${bare}`.includes(` ${asked.bare}`) ? 1 : 0;
}

/**
 * @param {string} asked
 * @param {string} bare
 * @param {string} bones the skeleton of the name
 */
function isSpeltLike(asked, bare, bones) {
  const own = skeleton(asked);
  if (asked.length < 3 || own.length < 2 || own !== bones) return false;
  if (Math.abs(asked.length - bare.length) > 4) return false;
  return own.length > 2 || (asked.length > 3 && asked.replace(PREFIX, '')[0] === bare.replace(PREFIX, '')[0]);
}
