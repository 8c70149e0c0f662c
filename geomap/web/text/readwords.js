// The words of the reading mode: English, Ukrainian, Russian.

/** @type {Record<string, [string, string, string]>} */
export const WORDS = {
  read: ['Read the article', 'Читати статтю', 'Читать статью'],
  readText: ['Text of the article', 'Текст статті', 'Текст статьи'],
  readBack: ['Back to the list', 'Назад до списку', 'Назад к списку'],
  readNone: [
    'The page does not hold the text of this article.',
    'Сторінка не містить тексту цієї статті.',
    'Страница не содержит текста этой статьи.',
  ],
  readCount: [
    '{n} {n|event is|events are} told in this text; {m} {m|name is|names are} left out: choose one for the reason.',
    'Подій у цьому тексті: {n}; назв пропущено: {m}. Оберіть назву, щоб побачити причину.',
    'Событий в этом тексте: {n}; названий пропущено: {m}. Выберите название, чтобы увидеть причину.',
  ],
  readLeft: ['“{word}” is not on the map: {why}', '«{word}» не на карті: {why}', '«{word}» не на карте: {why}'],
  'reason.a people, not a place': ['a people, not a place', 'народ, а не місце', 'народ, а не место'],
  'reason.named as an actor': ['named as an actor', 'назва дійової сторони', 'название действующей стороны'],
  'reason.its event is shown at another mention': [
    'its event is shown at another mention',
    'подію показано за іншою згадкою',
    'событие показано по другому упоминанию',
  ],
  'reason.no event in its sentence': ['no event in its sentence', 'у реченні немає події', 'в предложении нет события'],
  'reason.an area named beside the place of the event': [
    'an area named beside the place of the event',
    'область поруч із місцем події',
    'область рядом с местом события',
  ],
  'reason.not where the event of its sentence happened': [
    'not where the event of its sentence happened',
    'подія речення сталася не тут',
    'событие предложения произошло не здесь',
  ],
  'reason.part of another name': ['part of another name', 'частина іншої назви', 'часть другого названия'],
  'reason.not in the gazetteer': ['not in the gazetteer', 'немає в довіднику назв', 'нет в справочнике названий'],
  'reason.too doubtful to be told': ['too doubtful to be told', 'надто сумнівно', 'слишком сомнительно'],
};
