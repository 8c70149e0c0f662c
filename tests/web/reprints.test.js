// What an event's card says of reports that repeat another's text: who was first, and how many told it themselves.
import test from 'node:test';
import assert from 'node:assert/strict';
import { openPage, tinyData } from './window.js';
import { tinyTexts } from './tiny.js';

const EVENT = 3;
const said = (quote, reprint_of = '') => ({ quote, reprint_of, marks: '', claimant: '' });
const data = tinyData({
  later: [
    [EVENT, 0],
    [EVENT, 1],
  ],
  texts: {
    event: tinyTexts(['e0', 'e1', 'e2', 'e3'].map((id) => ({ id, n_independent: id === 'e3' ? '2' : '1' }))),
    report: tinyTexts([
      ...['zero', 'one', 'two'].map((quote) => said(quote)),
      said('the agency tells'),
      said('the agency tells again', 'a2'),
      said('a paper of its own', 'an article that is not here'),
    ]),
    article: tinyTexts([
      { article_id: 'a0', title: 'Copied', url: 'https://example.org/0' },
      { article_id: 'a1', title: 'Own', url: 'https://example.org/1' },
      { article_id: 'a2', title: 'Agency', url: 'https://example.org/2' },
    ]),
  },
});
data.model.strings.outlets = ['Daily', 'Weekly', 'News agency'];
data.model.c.article_outlet = Uint32Array.of(0, 1, 2);
const { page } = await openPage({ data });
const card = () => document.getElementById('gm-sheet-body');

async function openCard(row) {
  await page.open([data.model.c.event_place[row]], [row], 0);
  return card();
}

test('a report that repeats another says whose text it is, the others say nothing', async () => {
  const body = await openCard(EVENT);
  const reprints = [...body.querySelectorAll('.gm-reprint')].map((line) => line.textContent);
  assert.deepEqual(reprints, ['repeats the text of News agency']);
  const source = body.querySelector('.gm-reprint').parentElement;
  assert.match(source.textContent, /Copied.*Daily/s);
});

test('how many reports have a text of their own stands above them, where that is fewer', async () => {
  assert.match((await openCard(EVENT)).querySelector('.gm-more summary').textContent, /^3\b.*\b2\b/);
  assert.equal((await openCard(1)).querySelector('.gm-more'), null);
});

test('where every report has its own text the card counts them and no more', async () => {
  data.texts.event.peek(EVENT).n_independent = '3';
  const summary = (await openCard(EVENT)).querySelector('.gm-more summary').textContent;
  assert.match(summary, /^3\b/);
  assert.doesNotMatch(summary, /of their own|independent/);
});
