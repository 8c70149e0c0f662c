// Cuts an article into words that have a mark on the map, words that tell of an event, words that were left out, and the rest.

/** @typedef {{part: 0 | 1, from: number, to: number, kind: 'place' | 'cue' | 'left', events: number[], why: string}} Stretch positions in code points, part 0 is the title */
/** @typedef {{text: string, stretch: Stretch | null}} Piece */

const RANK = { place: 0, cue: 1, left: 2 }; // where two lie over one another the first stays

/**
 * The stretches of an article that its events are told by.
 * @param {EventRecord[]} records of its events
 * @param {number} article
 * @returns {Stretch[]} one for each stretch, with all of its events
 */
export function coded(records, article) {
  /** @type {Map<string, Stretch>} */
  const found = new Map();
  for (const record of records) {
    for (const { article: source, offset, place, cue, isTitle } of record.told) {
      if (source.row !== article || offset === null) continue;
      for (const [kind, span] of /** @type {['place' | 'cue', [number, number] | null][]} */ ([
        ['place', place],
        ['cue', cue],
      ])) {
        if (!span) continue;
        const part = isTitle ? 0 : 1;
        const [from, to] = [offset + span[0], offset + span[1]];
        const key = [part, from, to].join();
        const stretch = found.get(key) ?? { part, from, to, kind, events: [], why: '' };
        if (!stretch.events.includes(record.row)) stretch.events.push(record.row);
        if (RANK[kind] < RANK[stretch.kind]) stretch.kind = kind;
        found.set(key, stretch);
      }
    }
  }
  return [...found.values()];
}

/**
 * The names that are not on the map.
 * @param {string | undefined} json rows of part, start, end, why
 * @returns {Stretch[]}
 */
export function leftOut(json) {
  if (!json) return [];
  return JSON.parse(json).map((/** @type {[0 | 1, number, number, string]} */ [part, from, to, why]) => ({
    part,
    from,
    to,
    kind: 'left',
    events: [],
    why,
  }));
}

/**
 * A part of the article in paragraphs, each in pieces.
 * @param {string} text
 * @param {Stretch[]} stretches of this part
 * @returns {Piece[][]}
 */
export function pieces(text, stretches) {
  const letters = Array.from(text);
  const kept = /** @type {Stretch[]} */ ([]);
  for (const one of [...stretches].sort((a, b) => RANK[a.kind] - RANK[b.kind] || a.from - b.from)) {
    if (
      one.from >= 0 &&
      one.to <= letters.length &&
      one.to > one.from &&
      kept.every(({ from, to }) => one.to <= from || one.from >= to)
    )
      kept.push(one);
  }
  kept.sort((a, b) => a.from - b.from);
  /** @type {Piece[]} */
  const row = [];
  let at = 0;
  for (const stretch of kept) {
    row.push(
      { text: letters.slice(at, stretch.from).join(''), stretch: null },
      { text: letters.slice(stretch.from, stretch.to).join(''), stretch },
    );
    at = stretch.to;
  }
  row.push({ text: letters.slice(at).join(''), stretch: null });
  return paragraphs(row);
}

/**
 * Begins another paragraph at each empty line, or at each line end where there are no empty ones.
 * @param {Piece[]} row
 */
function paragraphs(row) {
  const hasEmpty = row.some(({ text }) => /\n[ \t]*\n/.test(text));
  /** @type {Piece[][]} */
  const out = [[]];
  for (const { text, stretch } of row) {
    const parts = stretch ? [text] : text.split(hasEmpty ? /\n[ \t]*\n\s*/ : /\n+/);
    parts.forEach((part, k) => {
      if (k) out.push([]);
      if (part) out[out.length - 1].push({ text: part, stretch });
    });
  }
  return out.filter((paragraph) => paragraph.some(({ text }) => text.trim()));
}
