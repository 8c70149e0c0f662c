// Reads pages that tests/laws writes: a line of JSON for each, answered by the rows of its export in a line.
import { createInterface } from 'node:readline';
import { fromAscii, inflate } from '../../geomap/web/data/bytes.js';
import { makeModel } from '../../geomap/web/data/model.js';
import { eventRecord } from '../../geomap/web/data/record.js';
import { eventRow } from '../../geomap/web/data/rows.js';
import { textStore } from '../../geomap/web/data/texts.js';

/** @param {{head: Head, core: string, blocks: Record<string, string[]>}} page */
async function rowsOf({ head, core, blocks }) {
  const model = makeModel(head, await inflate(fromAscii(core)));
  const texts = Object.fromEntries(
    head.text.map((said) => [said.name, textStore(said, async (k) => blocks[said.name][k])]),
  );
  const rows = [];
  for (let i = 0; i < head.events; i++) {
    const record = await eventRecord(model, texts, i);
    const row = await eventRow(model, record, texts);
    rows.push({ ...row, quotes: record.told.map(({ quote }) => quote) });
  }
  return rows;
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await rowsOf(JSON.parse(line)).catch((error) => ({ fault: String(error.stack) }));
  process.stdout.write(JSON.stringify(answer) + '\n');
}
