// Writes place names on the map so that none covers another and the window cuts none. A country's and a capital's name
// stand whatever marks there are: where nothing is free, under them, as a name that hides a mark would hide an event.
import { apart, within } from './areas.js';
import { placeName } from '../text/names.js';
import { turnsOf, unitX, unitY } from '../data/project.js';

const FONT = 'system-ui, sans-serif';
const COUNTRIES_UNTIL = 7.75; // zoom: beyond it a part of one country fills the window
const ADMIN1_UNTIL = 10;
const CAPITAL = 2; // the grade of a capital among the cities
const SOONER = 1; // zoom: a capital beside another one is named where there is room, before it has room everywhere
const NAMED = 40; // marks that bear the name of their place, the largest first
const HIGH = 8; // pixels from the middle of a name to its upper edge
const ROAM = 24; // pixels that a country's name may stand off at the zoom from which it is written; twice as far with each further one
const NEAR = 1; // pixels that a name which lies upon marks may stand off its middle
const FEW = 6; // seats of a town's name: none is far
const AWAY = [-4, -3, -2, -1, 0, 1, 2, 3, 4]
  .flatMap((right) => [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((down) => [right * 18, down * 13]))
  .sort((a, b) => Math.hypot(...a) - Math.hypot(...b)); // right and down, where a country's name may stand, the nearest first

/** @typedef {{font: string, spaced?: boolean, dot?: boolean, over?: boolean}} Manner how names are written: spaced out, beside a dot, whether or not there is room beside marks */
/** @typedef {{text: string, font: string, spaced: boolean, spot: number[], isUnder: boolean}} Name a name in its place */

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Page} page
 * @param {View} view
 * @param {{marks: Mark[], taken: number[][]}} around marks that a town's name steps aside for, boxes that are filled already
 *   and to which those of capitals are added at once: the numbers of areas step aside for them
 * @returns {{rest: () => void, under: () => void, over: () => void, written: () => string[]}} finds room for all other names; draws the
 *   names that marks cover; draws all others; tells them all
 */
export function placeLabels(c, { basemap: base, tiled, theme, lang, store }, view, { marks, taken }) {
  if (!base || tiled) return { rest() {}, under() {}, over() {}, written: () => [] };
  const { zoom } = view;
  c.save();
  const write = writer(c, view, { taken, marks, column: Math.max(0, base.languages.indexOf(lang.language)) });
  const due = (/** @type {Label[]} */ labels, last = 99) => labels.filter((label) => label[2] <= zoom && zoom < last);
  const cities = due(base.labels.cities);
  write.all(
    base.labels.cities.filter((label) => label[4] === CAPITAL && label[2] <= zoom + SOONER),
    { font: `600 12px ${FONT}`, most: 30, dot: true, over: true },
  );
  c.restore();
  taken.push(...write.boxes);
  const seen = (/** @type {boolean} */ isUnder) => write.names.filter((name) => name.isUnder === isUnder);
  return {
    rest() {
      c.save();
      write.all(due(base.labels.countries, COUNTRIES_UNTIL), {
        font: `600 12px ${FONT}`,
        most: 40,
        spaced: true,
        over: true,
      });
      write.marked((mark) => placeName(store.model, lang, mark.place), `500 12px ${FONT}`);
      write.all(cities, { font: `500 12px ${FONT}`, most: 90, dot: true });
      write.all(due(base.labels.admin1, ADMIN1_UNTIL), { font: `italic 11px ${FONT}`, most: 40 });
      c.restore();
    },
    written: () => write.names.map(({ text }) => text),
    under: () => ink(c, theme, seen(true), []),
    over: () => ink(c, theme, seen(false), write.dots),
  };
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Theme} theme
 * @param {Name[]} names
 * @param {number[][]} dots of towns that no mark covers
 */
function ink(c, theme, names, dots) {
  c.save();
  c.textBaseline = 'middle';
  c.textAlign = 'left';
  c.lineJoin = 'round';
  c.lineWidth = 3;
  c.strokeStyle = theme.halo;
  c.fillStyle = theme.label;
  for (const { text, font, spaced, spot } of names) {
    c.font = font;
    c.letterSpacing = spaced ? '2px' : '0px';
    c.strokeText(text, spot[0], spot[1]);
    c.fillText(text, spot[0], spot[1]);
  }
  for (const [x, y] of dots) {
    c.beginPath();
    c.arc(x, y, 1.9, 0, 7);
    c.fill();
  }
  c.restore();
}

/**
 * @param {CanvasRenderingContext2D} c
 * @param {View} view
 * @param {{taken: number[][], marks: Mark[], column: number}} around column: of the language in each label's names
 */
function writer(c, view, { taken, marks, column }) {
  const turns = turnsOf(view);
  /** @type {number[][]} boxes of names */
  const boxes = [];
  /** @type {Name[]} */
  const names = [];
  /** @type {number[][]} */
  const dots = [];
  /** @type {Set<Label>} */
  const written = new Set();
  /** @type {Set<Mark>} marks that bear a name */
  const named = new Set();
  return {
    names,
    dots,
    boxes,

    /**
     * @param {Label[]} labels
     * @param {Manner & {most: number}} how
     */
    all(labels, { most, ...how }) {
      c.font = how.font;
      c.letterSpacing = how.spaced ? '2px' : '0px';
      let count = 0;
      for (const label of labels) {
        if (count >= most) break;
        if (!written.has(label)) for (const seen of turns) count += +put(label, seen, how);
      }
    },
    /**
     * Names the largest marks that no town's name of the basemap has named.
     * @param {(mark: Mark) => string} nameOfMark
     * @param {string} font
     */
    marked(nameOfMark, font) {
      c.font = font;
      c.letterSpacing = '0px';
      for (const mark of marks.slice(0, NAMED)) {
        if (named.has(mark)) continue;
        const text = nameOfMark(mark);
        const spot = text && seat(besides(mark, mark.x, mark.y, widthOf(c, font, text)), false);
        if (!spot) continue;
        named.add(mark);
        names.push({ text, font, spaced: false, ...spot });
      }
    },
  };

  /**
   * Writes one name where there is room for it.
   * @param {Label} label
   * @param {View} seen
   * @param {Manner} how
   */
  function put(label, { world, left: west, top: north, width, height }, { font, spaced, dot, over = false }) {
    const x = unitX(label[0]) * world - west;
    const y = unitY(label[1]) * world - north;
    if (Math.min(x, y, width - x, height - y) < 0) return false;
    const text = nameOf(label, column, spaced);
    const wide = widthOf(c, font, text);
    // the zoom from which a name is written goes by how large the country is: further off it would name the neighbour
    const roam = ROAM * 2 ** (view.zoom - label[2]);
    const mark = dot ? markAt(x, y) : undefined;
    if (mark && named.has(mark) && !over) return false;
    const spots = dot
      ? [...besides(mark, x, y, wide), ...(over && !mark ? ownSeats(x, y, wide) : [])]
      : AWAY.filter(([right, down]) => Math.hypot(right, down) <= (over ? roam : 0)).map(([right, down]) => [
          over ? within(x - wide / 2 + right, 4, view.width - wide - 4) : x - wide / 2 + right,
          over ? within(y + down, HIGH + 2, view.height - HIGH - 2) : y + down,
          wide,
        ]);
    const spot = seat(spots, over);
    if (!spot) return false;
    written.add(label);
    if (mark) named.add(mark);
    names.push({ text, font, spaced: Boolean(spaced), ...spot });
    if (dot && !mark) dots.push([x, y]);
    return true;
  }

  /**
   * The mark that covers a town's dot.
   * @param {number} x
   * @param {number} y
   */
  function markAt(x, y) {
    return marks.find((other) => Math.hypot(other.x - x, other.y - y) < other.r + 6);
  }

  /**
   * The first spot (left, middle, width) that nothing fills; where none is free and the name must stand, that which marks cover least.
   * @param {number[][]} spots
   * @param {boolean} over
   */
  function seat(spots, over) {
    const boxOf = (/** @type {number[]} */ [left, y, wide]) => [left - 2, y - HIGH, left + wide + 3, y + HIGH];
    const isWithin = (/** @type {number[]} */ [left, y, wide]) =>
      left > 2 && left + wide < view.width - 2 && y >= HIGH && y <= view.height - HIGH;
    const shut = [...boxes, ...(view.covered ?? [])];
    const open = spots.filter((spot) => isWithin(spot) && shut.every((other) => apart(boxOf(spot), other)));
    const covered = (/** @type {number[]} */ spot) => taken.reduce((sum, other) => sum + common(boxOf(spot), other), 0);
    const free = open.find((spot) => taken.every((other) => apart(boxOf(spot), other)));
    const [left, top] = spots[0]; // where nothing is free a name stays in its own middle: beside it, it would lie upon numbers
    const near = open.filter((spot) => Math.hypot(spot[0] - left, spot[1] - top) <= NEAR || spots.length <= FEW);
    const least = () => near.map((spot) => ({ spot, by: covered(spot) })).sort((a, b) => a.by - b.by)[0]?.spot;
    const spot = free ?? (over ? least() : undefined);
    if (spot) boxes.push(boxOf(spot));
    return spot && { spot, isUnder: spot !== free };
  }
}

/**
 * Where a name that must stand may be beside its own dot, too: above and below it.
 * @param {number} x
 * @param {number} y
 * @param {number} wide
 */
const ownSeats = (x, y, wide) => [-13, 13].map((down) => [Math.max(4, x - wide / 2), y + down, wide]);

/**
 * @param {Label} label
 * @param {number} column of the language
 * @param {boolean | undefined} isUpper
 */
function nameOf(label, column, isUpper) {
  const name = label[3][column] || label[3][0];
  return isUpper ? name.toUpperCase() : name;
}

/**
 * How much two boxes have in common, in square pixels.
 * @param {number[]} a
 * @param {number[]} b
 */
const common = (a, b) =>
  Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

/** @type {Map<string, number>} */
const widths = new Map();

/**
 * How wide a text is, measured once.
 * @param {CanvasRenderingContext2D} c with the font set
 * @param {string} font
 * @param {string} text
 */
function widthOf(c, font, text) {
  const key = font + text;
  let width = widths.get(key);
  if (width === undefined) widths.set(key, (width = c.measureText(text).width));
  return width;
}

/**
 * Where a town's name may stand: right of its dot or of the mark that covers it, left of it, below, above.
 * @param {Mark | undefined} mark
 * @param {number} x
 * @param {number} y
 * @param {number} wide
 */
function besides(mark, x, y, wide) {
  if (!mark)
    return [
      [x + 6, y, wide],
      [x - 6 - wide, y, wide],
    ];
  const { r } = mark;
  return [
    [mark.x + r + 5, y, wide],
    [mark.x - r - 6 - wide, y, wide],
    [mark.x - wide / 2, mark.y + r + 10, wide],
    [mark.x - wide / 2, mark.y - r - 10, wide],
  ];
}
