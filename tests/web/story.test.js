// Stories as text: what a draft becomes as a file, and a file as a draft.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, askedView, fromMarkdown, toldAs, toMarkdown, viewPart } from '../../geomap/web/text/storytext.js';

const DRAFT = {
  title: 'A war',
  views: [
    { title: 'Strikes', at: 'd=2023-02-10_2023-02-20&m=6/49.5/33', text: 'Two\n\nparagraphs' },
    { title: 'South', at: 't=01', text: '' },
  ],
};
const story = {
  title: '',
  views: [
    { title: '', at: null, text: [] },
    { title: 'a', at: 'm=1/2/3&l=uk', text: [] },
    { title: 'b', at: null, text: [] },
  ],
};

test('a draft comes back from its file as it was', () => {
  assert.deepEqual(fromMarkdown(toMarkdown(DRAFT)), DRAFT);
});

test('a heading in a text begins no view', () => {
  const views = [{ title: 'One', at: 'm=1/2/3', text: '## not a view\n# nor a title' }];
  assert.deepEqual(
    fromMarkdown(toMarkdown({ title: '', views })).views.map(({ title }) => title),
    ['One'],
  );
});

test('an address in a block of code is none, and the first in a view counts', () => {
  const { views } = fromMarkdown('## A\n\n```\n## no\n```\n\nhttps://x.example/m.html#m=1/2/3\n\n## B\n');
  assert.deepEqual(
    views.map(({ title, at }) => [title, at]),
    [
      ['A', 'm=1/2/3'],
      ['B', 'm=1/2/3'],
    ],
  );
});

test('a view without an address stays at the one before, and language and colours are the reader’s', () => {
  assert.deepEqual(
    [0, 1, 2].map((k) => addressOf(story, k)),
    ['', 'm=1/2/3', 'm=1/2/3'],
  );
  assert.equal(viewPart('embed&m=1/2/3&l=uk&y=dark&b=v&st=2&t=01'), 'm=1/2/3&t=01');
});

test('the page opens on the story unless its address asks for a view', () => {
  assert.deepEqual(
    ['', '#', '#l=uk', '#embed&y=dark', '#st=2', '#st=99', '#st=0', '#m=1/2/3'].map((hash) => askedView(story, hash)),
    [0, 0, 0, 0, 1, 2, 0, -1],
  );
  assert.equal(askedView(undefined, '#st=2'), -1);
});

test('a draft is told in paragraphs', () => {
  assert.deepEqual(toldAs(DRAFT).views[0].text, [
    ['p', 'Two'],
    ['p', 'paragraphs'],
  ]);
});
