// The words of stories: English, Ukrainian, Russian.

/** @type {Record<string, [string, string, string]>} */
export const WORDS = {
  story: ['Story', 'Розповідь', 'Рассказ'],
  storyText: ['Text of the story', 'Текст розповіді', 'Текст рассказа'],
  storyOf: ['{n} of {all}', '{n} із {all}', '{n} из {all}'],
  storyBack: ['The view before', 'Попередній вид', 'Предыдущий вид'],
  storyOn: ['The next view', 'Наступний вид', 'Следующий вид'],
  storyLeave: ['Explore the map', 'Досліджувати карту', 'Исследовать карту'],
  storyReturn: ['Back to the story', 'Назад до розповіді', 'Назад к рассказу'],
  storyMisfit: [
    'This view was saved from another map: a filter of it does not fit.',
    'Цей вид збережено з іншої карти: один із його фільтрів не підходить.',
    'Этот вид сохранён с другой карты: один из его фильтров не подходит.',
  ],
  storyAll: ['all events', 'усі події', 'все события'],
  storyTitle: ['Title of the story', 'Назва розповіді', 'Название рассказа'],
  storyAdd: ['Add this view', 'Додати цей вид', 'Добавить этот вид'],
  storyTell: ['Tell it', 'Розповісти', 'Рассказать'],
  storySave: ['Save story.md', 'Зберегти story.md', 'Сохранить story.md'],
  storyOpen: ['Open story.md', 'Відкрити story.md', 'Открыть story.md'],
  storyHow: [
    'Set filters and map, then add the view; write a text to each. The saved file becomes part of a page with geomap map … --story story.md.',
    'Налаштуйте фільтри й карту та додайте вид; до кожного напишіть текст. Збережений файл стає частиною сторінки: geomap map … --story story.md.',
    'Настройте фильтры и карту и добавьте вид; к каждому напишите текст. Сохранённый файл становится частью страницы: geomap map … --story story.md.',
  ],
  storyViewTitle: ['Heading of view {n}', 'Заголовок виду {n}', 'Заголовок вида {n}'],
  storyViewText: ['Text of view {n}', 'Текст виду {n}', 'Текст вида {n}'],
  storyShow: ['Show', 'Показати', 'Показать'],
  storyRetake: ['Take the view anew', 'Зняти вид заново', 'Снять вид заново'],
  storyUp: ['Earlier', 'Раніше', 'Раньше'],
  storyDown: ['Later', 'Пізніше', 'Позже'],
  storyDrop: ['Remove view {n}', 'Вилучити вид {n}', 'Убрать вид {n}'],
  storyUnreadable: [
    'There is no view in this file.',
    'У цьому файлі немає жодного виду.',
    'В этом файле нет ни одного вида.',
  ],
};
