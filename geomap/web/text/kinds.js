// What kinds of events are called: plain words first, the dataset's own term beside.

/**
 * By ACLED's and UCDP's terms: plain English (empty where the term is plain itself), Ukrainian, Russian.
 * @type {Record<string, [string, string, string]>}
 */
const KINDS = {
  Battles: ['', 'Бої', 'Бои'],
  'Explosions/Remote violence': ['', 'Удари та вибухи', 'Удары и взрывы'],
  'Violence against civilians': ['', 'Насильство проти цивільних', 'Насилие против гражданских'],
  Protests: ['', 'Протести', 'Протесты'],
  Riots: ['', 'Заворушення', 'Беспорядки'],
  'Strategic developments': ['', 'Стратегічні події', 'Стратегические события'],
  'State-based conflict': ['', 'Конфлікт за участю держави', 'Конфликт с участием государства'],
  'Non-state conflict': ['', 'Конфлікт недержавних сторін', 'Конфликт негосударственных сторон'],
  'One-sided violence': ['', 'Одностороннє насильство', 'Одностороннее насилие'],
  'Armed clash': ['Armed clash', 'Збройне зіткнення', 'Вооружённое столкновение'],
  'Government regains territory': ['Territory retaken', 'Територію повернуто', 'Территория возвращена'],
  'Non-state actor overtakes territory': ['Territory taken', 'Територію захоплено', 'Территория захвачена'],
  'Air/drone strike': ['Air or drone strike', 'Авіаудар або удар дроном', 'Авиаудар или удар дроном'],
  'Shelling/artillery/missile attack': [
    'Shelling or missile strike',
    'Обстріл або ракетний удар',
    'Обстрел или ракетный удар',
  ],
  'Remote explosive/landmine/IED': [
    'Mine or planted bomb',
    'Міна або закладена вибухівка',
    'Мина или заложенная взрывчатка',
  ],
  'Suicide bomb': ['Suicide bombing', 'Підрив смертника', 'Подрыв смертника'],
  Grenade: ['Grenade', 'Граната', 'Граната'],
  'Chemical weapon': ['Chemical weapon', 'Хімічна зброя', 'Химическое оружие'],
  Attack: ['Attack on civilians', 'Напад на цивільних', 'Нападение на гражданских'],
  'Abduction/forced disappearance': ['Abduction', 'Викрадення', 'Похищение'],
  'Sexual violence': ['Sexual violence', 'Сексуальне насильство', 'Сексуальное насилие'],
  'Peaceful protest': ['Peaceful protest', 'Мирний протест', 'Мирный протест'],
  'Protest with intervention': ['Protest broken up', 'Протест розігнано', 'Протест разогнан'],
  'Excessive force against protesters': [
    'Deadly force against protesters',
    'Надмірна сила проти протестувальників',
    'Чрезмерная сила против протестующих',
  ],
  'Violent demonstration': ['Violent demonstration', 'Насильницька демонстрація', 'Насильственная демонстрация'],
  'Mob violence': ['Mob violence', 'Насильство натовпу', 'Насилие толпы'],
  Agreement: ['Agreement', 'Угода', 'Соглашение'],
  Arrests: ['Arrests', 'Арешти', 'Аресты'],
  'Change to group/activity': ['Change within a force', 'Зміни в угрупованні', 'Изменения в группировке'],
  'Disrupted weapons use': ['Attack foiled', 'Атаку зірвано', 'Атака сорвана'],
  'Headquarters or base established': ['Base set up', 'Створено базу', 'Создана база'],
  'Looting/property destruction': [
    'Looting or destruction of property',
    'Мародерство або нищення майна',
    'Мародёрство или уничтожение имущества',
  ],
  'Non-violent transfer of territory': [
    'Territory handed over without a fight',
    'Територію передано без бою',
    'Территория передана без боя',
  ],
  Other: ['Other', 'Інше', 'Другое'],
};
const COLUMN = /** @type {Record<string, number>} */ ({ en: 0, uk: 1, ru: 2 });

/**
 * A kind in the reader's language.
 * @param {{language: string}} lang
 * @param {string} term
 */
export const kindText = ({ language }, term) => KINDS[term]?.[COLUMN[language] ?? 0] || term;

/** The words of every language for a kind: what a search may hold. @param {string} term */
export const kindWords = (term) => [term, ...(KINDS[term] ?? [])].filter(Boolean);

/** Terms that are named, for tests. */
export const TERMS = Object.keys(KINDS);
