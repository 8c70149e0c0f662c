// What places are called in the reader's language, where the map's maker knew a name in it.

/**
 * @param {Model} model
 * @param {{language: string}} lang
 * @param {number} p
 */
export function placeName({ strings, c }, { language }, p) {
  const k = c.place_name?.[p];
  return (k !== undefined && strings[`names_${language}`]?.[k]) || strings.place_name[p];
}

/**
 * The division that a place lies in, empty when nobody knows.
 * @param {Model} model
 * @param {{language: string}} lang
 * @param {'admin1' | 'admin2'} what
 * @param {number} p
 */
export function divisionName({ strings, c }, { language }, what, p) {
  const k = c[`place_${what}`][p];
  return strings[`${what}_${language}`]?.[k] || strings[what][k] || '';
}

/**
 * @param {Model} model
 * @param {{language: string}} lang
 * @param {number} k of the district
 */
export const districtName = ({ strings, districts }, { language }, k) =>
  strings[`district_name_${language}`]?.[k] || districts[k].name;

/** @type {WeakMap<Model, Record<string, Map<string, string>>>} */
const called = new WeakMap();

/**
 * What a place or division of this name is called in the reader's language, by its name alone.
 * @param {Model} model
 * @param {string} language
 * @param {string} name
 */
export function calledIn(model, language, name) {
  const known = called.get(model) ?? {};
  called.set(model, known);
  known[language] ??= new Map(
    ['names', 'admin1', 'admin2'].flatMap((list) =>
      (model.strings[`${list}_${language}`] ?? []).flatMap((word, k) =>
        word ? [/** @type {[string, string]} */ ([model.strings[list][k], word])] : [],
      ),
    ),
  );
  return known[language].get(name) ?? name;
}

/**
 * Text that keeps its own direction among other text: a right-to-left outlet does not tear the date beside it apart.
 * @param {string} text
 */
export const apartText = (text) => (/[\u0590-\u08ff\ufb1d-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text);

/**
 * Parts joined by dots, each in its own direction.
 * @param {(string | null | undefined | false)[]} parts
 */
export const dotted = (...parts) =>
  parts
    .filter(Boolean)
    .map((part) => apartText(String(part)))
    .join(' · ');

/** @type {Map<string, Intl.DisplayNames>} */
const regions = new Map();

/**
 * A country's name in the language of the interface.
 * @param {string} code ISO 3166-1 alpha-2
 * @param {string} language
 */
export function countryName(code, language) {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  let names = regions.get(language);
  if (!names) regions.set(language, (names = new Intl.DisplayNames([language], { type: 'region' })));
  return names.of(code) ?? code;
}
