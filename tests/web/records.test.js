import test from 'node:test';
import assert from 'node:assert/strict';
import { fromAddress, toAddress } from '../../geomap/web/data/address.js';
import { openState } from '../../geomap/web/data/filter.js';
import { amongEvents, having, wishFor } from '../../geomap/web/records/records.js';
import { deathsText, shortId } from '../../geomap/web/records/recordscard.js';
import { eventExtras, recordRow } from '../../geomap/web/records/recordsout.js';
import { addWords, LANGUAGES, sayIn } from '../../geomap/web/text/strings.js';
import { WORDS } from '../../geomap/web/records/recordswords.js';
import { tinyModel, tinyTexts } from './tiny.js';

const NAMES = { names: ['UCDP GED', 'VIINA'], licences: ['CC BY', 'ODbL'], private: [0, 0] };
const events = tinyModel({ events: [[4, 0, 0, 1, 0]] });
events.head.records = NAMES;
const others = tinyModel({
  events: [
    [4, 0, 0, 0, 0],
    [5, 2, 0, 1, 1],
  ],
  articles: 2,
  types: ['Protests', ''],
});
Object.assign(others.head, NAMES);
const HAS = Uint8Array.of(0, 1);

const wish = (patch) => wishFor(others, events, { ...openState(events), ...patch }, { found: null, hasEvent: HAS });

test('a switch of a type turns off the records of that type; a type without a switch stays', () => {
  assert.deepEqual([...wish({ types: Uint8Array.of(1, 0) }).types], [0, 1]);
  assert.deepEqual([...wish({ types: Uint8Array.of(0, 1) }).types], [1, 1]);
});

test('sources and status do not filter records, datasets do', () => {
  const asked = wish({ articles: Uint8Array.of(0, 0, 0), statuses: Uint8Array.of(0, 0, 0), sets: Uint8Array.of(0, 1) });
  assert.deepEqual([...asked.articles], [0, 1]);
  assert.equal(asked.statuses, undefined);
});

test('the lists of the join part events and records', () => {
  assert.equal(wish({ join: '' }).among, null);
  assert.deepEqual([...wish({ join: 'matched' }).among], [0, 1]);
  assert.deepEqual([...wish({ join: 'records' }).among], [1, 0]);
  assert.deepEqual([...wish({ join: 'events' }).among], [0, 0]);
  assert.deepEqual(
    ['', 'matched', 'records', 'events'].map((join) => amongEvents(join, HAS)?.join('')),
    [undefined, '01', '00', '10'],
  );
  assert.deepEqual([...having(3, [2, 2, 0])], [1, 0, 1]);
});

test('an address keeps datasets, list and open record, and is deaf to others', () => {
  const store = { model: events, state: openState(events) };
  Object.assign(store.state, { join: 'records', sets: Uint8Array.of(0, 0) });
  const again = { model: events, state: openState(events) };
  const view = fromAddress(
    toAddress(store, { zoom: 5, lat: 1, lon: 2, language: 'en', theme: '', event: '', record: '3.ucdp:7' }),
    again,
  );
  assert.equal(view.record, '3.ucdp:7');
  assert.deepEqual([again.state.join, [...again.state.sets]], ['records', [0, 0]]);
  fromAddress('#r=111&j=nobody', (again.state = openState(events)) && again);
  assert.deepEqual([again.state.join, [...again.state.sets]], ['', [1, 1]]);
});

test('each language has every word about records, with the same blanks, and none twice', () => {
  const blanks = (text) =>
    [...text.matchAll(/\{(\w+)\}/g)]
      .map((found) => found[1])
      .sort()
      .join();
  for (const [key, texts] of Object.entries(WORDS)) {
    assert.ok(!sayIn('en').has(key), key);
    assert.equal(texts.filter(Boolean).length, LANGUAGES.length, key);
    assert.equal(new Set(texts.map(blanks)).size, 1, key);
  }
  addWords(WORDS);
  assert.equal(sayIn('uk').say('record'), 'Запис');
});

test('one event or one record is told in the singular', () => {
  assert.equal(sayIn('en').say('countBoth', { n: 1, m: 0 }), '1 event, 0 records');
  assert.equal(sayIn('en').say('ofRecords', { m: 1, all: 1 }), '1 of 1 record');
});

test('deaths are told as the dataset has them', () => {
  const lang = sayIn('en');
  assert.equal(deathsText({ killed_low: '2', killed_best: '3', killed_high: '5' }, lang), '3 (2–5)');
  assert.equal(deathsText({ killed_low: '4', killed_best: '4', killed_high: '4' }, lang), '4');
  assert.equal(deathsText({ killed_best: '0' }, lang), '0');
  assert.equal(deathsText({}, lang), '');
  assert.equal(shortId('viina:1pd-7'), '1pd-7');
});

test('an event and a record name one another in an export, each with the columns of its own table', async () => {
  const texts = { event: tinyTexts([{ id: 'e1' }]), record: tinyTexts([{ id: 'ucdp:1' }]) };
  const match = { event: 0, record: 0, score: 0.25 };
  const record = {
    row: 0,
    id: 'ucdp:1',
    dataset: 0,
    type: '',
    sub: '',
    first: 0,
    last: 0,
    grain: 'day',
    place: 0,
    actors: [],
    text: { id: 'ucdp:1' },
    matches: [match],
  };
  const head = {
    ...others.head,
    sources: ['ucdp', 'viina'],
    columns: [
      ['id', 'text', null],
      ['source', 'text', null],
      ['event_type', 'text', ''],
    ],
  };
  const records = { model: others, head, record: async () => record, matchesOf: async () => [match] };
  assert.deepEqual(await eventExtras({ texts }, records, 0), { records: [{ id: 'ucdp:1', score: 0.25 }] });
  const row = await recordRow({ texts }, records, 0);
  assert.deepEqual(row.properties, { id: 'ucdp:1', source: 'ucdp', event_type: '', longitude: 30, latitude: 50 });
  assert.deepEqual(row.beside.events, [{ id: 'e1', score: 0.25 }]);
});
