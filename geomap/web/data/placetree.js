// The places of a page as a tree: country, province, district, place; and which of them a filter asks for.
import { around, AREA, LISTED, shapeKind, UNPLACED } from './model.js';
import { bareName, likeness, sharedKeys, skeleton } from '../text/spelling.js';

/**
 * @typedef {object} Tree nodes come after those they lie in
 * @property {string[]} names
 * @property {Int32Array} parents -1 for a country
 * @property {Uint8Array} levels 0 country, 1 province, 2 district, 3 place
 * @property {Int32Array} nodeOf the node of each place, -1 for a place that nobody found
 * @property {number[][]} children
 */

/** @type {WeakMap<Model, Tree>} */
const trees = new WeakMap();

/**
 * The tree of a model, made when it is first asked for.
 * @param {Model} model
 * @returns {Tree}
 */
export function treeOf(model) {
  let tree = trees.get(model);
  if (!tree) trees.set(model, (tree = makeTree(model)));
  return tree;
}

/** @param {Model} model @returns {Tree} */
function makeTree(model) {
  const { c, strings, head } = model;
  /** @type {string[]} */
  const names = [];
  /** @type {number[]} */
  const parents = [];
  /** @type {number[]} */
  const levels = [];
  /** @type {number[][]} */
  const children = [];
  /** @type {Map<string, number>} */
  const known = new Map();
  const nodeOf = new Int32Array(head.places).fill(-1);
  /** @type {(name: string, parent: number, level: number) => number} */
  const node = (name, parent, level) => {
    const key = `${parent}|${name}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const k = names.length;
    known.set(key, k);
    names.push(name.replace(/[|~]/g, ' '));
    parents.push(parent);
    levels.push(level);
    children.push([]);
    if (parent >= 0) children[parent].push(k);
    return k;
  };
  for (let p = 0; p < head.places; p++) {
    const kind = shapeKind(model, p);
    if (kind === UNPLACED) continue;
    let at = node(around(model, 'country', p) || '?', -1, 0);
    const name = strings.place_name[p];
    for (const [level, what] of /** @type {[number, 'admin1' | 'admin2'][]} */ ([
      [1, 'admin1'],
      [2, 'admin2'],
    ])) {
      const division = around(model, what, p);
      if (division && !isItself(model, p, division)) at = node(division, at, level);
    }
    const isCountry =
      kind === LISTED && (strings.precisions[c.place_precision[p]] === 'country' || c.place_kind[p] !== kind);
    nodeOf[p] = isCountry ? at : node(name, at, kind === AREA ? levelOf(model, p) : 3);
  }
  return { names, parents: Int32Array.from(parents), levels: Uint8Array.from(levels), nodeOf, children };
}

/**
 * Whether a place is the division it is said to lie in.
 * @param {Model} model
 * @param {number} p
 * @param {string} division
 */
const isItself = (model, p, division) => shapeKind(model, p) === AREA && model.strings.place_name[p] === division;

/** @param {Model} model @param {number} p */
const levelOf = ({ c, strings }, p) => ({ adm1: 1, region: 1, adm2: 2 })[strings.precisions[c.place_precision[p]]] ?? 3;

/**
 * The names from the country down, joined by |: what a filter and an address keep of a node.
 * @param {Tree} tree
 * @param {number} k
 */
export function keyOf(tree, k) {
  const parts = [];
  for (let at = k; at >= 0; at = tree.parents[at]) parts.unshift(tree.names[at]);
  return parts.join('|');
}

/**
 * A node by its key, -1 where the page has none.
 * @param {Tree} tree
 * @param {string} key
 */
export function nodeOfKey(tree, key) {
  let at = -1;
  for (const name of key.split('|')) {
    const level = at < 0 ? [...tree.parents.keys()].filter((k) => tree.parents[k] < 0) : tree.children[at];
    const next = level.find((k) => tree.names[k] === name);
    if (next === undefined) return -1;
    at = next;
  }
  return at;
}

/**
 * The nodes and everything in them.
 * @param {Tree} tree
 * @param {Iterable<number>} nodes
 * @returns {Uint8Array} one byte a node
 */
export function below(tree, nodes) {
  const on = new Uint8Array(tree.names.length);
  for (const k of nodes) if (k >= 0) on[k] = 1;
  for (let k = 0; k < on.length; k++) if (tree.parents[k] >= 0 && on[tree.parents[k]]) on[k] = 1;
  return on;
}

/**
 * The places in some nodes.
 * @param {Tree} tree
 * @param {Iterable<number>} nodes
 * @returns {Uint8Array} one byte a place
 */
export function placesBelow(tree, nodes) {
  const on = below(tree, nodes);
  return Uint8Array.from(tree.nodeOf, (k) => (k >= 0 ? on[k] : 0));
}

/** @type {WeakMap<Model, {within: string, shape: unknown, placed: Uint8Array | null}>} */
const last = new WeakMap();

/**
 * The places that a state asks for by divisions and by a drawn ring; null for all of them.
 * @param {Model} model
 * @param {Pick<State, 'within' | 'shape'>} state
 * @returns {Uint8Array | null} one byte a place
 */
export function placedIn(model, { within, shape }) {
  if (!within.length && !shape) return null;
  const before = last.get(model);
  if (before && before.within === within.join('~') && before.shape === shape) return before.placed;
  const tree = within.length ? treeOf(model) : null;
  const placed = tree
    ? placesBelow(
        tree,
        within.map((key) => nodeOfKey(tree, key)),
      )
    : new Uint8Array(model.head.places).fill(1);
  if (shape) for (let p = 0; p < placed.length; p++) placed[p] &= +isInRing(model, p, shape);
  last.set(model, { within: within.join('~'), shape, placed });
  return placed;
}

/**
 * Whether a place lies in a drawn ring; an area does when any part of its outline does, since its event may.
 * @param {Model} model
 * @param {number} p
 * @param {[number, number][]} ring latitudes and longitudes; beyond 180 degrees where it crosses the antimeridian
 */
export function isInRing(model, p, ring) {
  const { c } = model;
  if (shapeKind(model, p) > AREA) return false;
  const lons = ring.map(([, lon]) => lon);
  const middle = (Math.min(...lons) + Math.max(...lons)) / 2;
  const turn = 360 * Math.round((middle - model.lon(p)) / 360);
  const area = model.areas[c.place_area[p] - 1];
  if (holds(ring, model.lat(p), model.lon(p) + turn)) return true;
  if (!area) return false;
  const flat = area.rings.map((xy) =>
    Array.from(
      { length: xy.length / 2 },
      (_, k) => /** @type {[number, number]} */ ([latOf(xy[2 * k + 1]), xy[2 * k] * 360 - 180 + turn]),
    ),
  );
  return flat.some(
    (outline) =>
      outline.some(([lat, lon]) => holds(ring, lat, lon)) || ring.some(([lat, lon]) => holds(outline, lat, lon)),
  );
}

/** Latitude of a height on the unit square. @param {number} y */
const latOf = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/**
 * @param {[number, number][]} ring
 * @param {number} lat
 * @param {number} lon
 */
function holds(ring, lat, lon) {
  let inside = false;
  for (let a = 0, b = ring.length - 1; a < ring.length; b = a++) {
    const [[lat1, lon1], [lat2, lon2]] = [ring[a], ring[b]];
    if (lat1 > lat !== lat2 > lat && lon < ((lon2 - lon1) * (lat - lat1)) / (lat2 - lat1) + lon1) inside = !inside;
  }
  return inside;
}

const SPELT = 30000; // names up to which other spellings are looked for: more would make the reader wait

/** @typedef {{bare: string, bones: string}} Form */
/** @type {WeakMap<Tree, {forms: Form[][], byKey: Map<string, number[]>}>} */
const spelt = new WeakMap();

/**
 * How the names of a tree are spelt, and the nodes by what spellings share: a page may have a million names.
 * @param {Tree} tree
 * @param {(code: string) => string[]} countryNames
 */
function speltIn(tree, countryNames) {
  const known = spelt.get(tree);
  if (known) return known;
  /** @type {Map<string, number[]>} */
  const byKey = new Map();
  const isFew = tree.names.length <= SPELT;
  const forms = tree.names.map((name, k) => {
    const own = (tree.levels[k] ? [name] : [name, ...countryNames(name)]).map((one) => bareName(one).bare);
    for (const key of new Set(isFew ? own.flatMap(sharedKeys) : own.map((bare) => `=${bare}`))) {
      const nodes = byKey.get(key);
      if (nodes) nodes.push(k);
      else byKey.set(key, [k]);
    }
    return own.map((bare) => ({ bare, bones: isFew ? skeleton(bare) : '' }));
  });
  const made = { forms, byKey };
  spelt.set(tree, made);
  return made;
}

/**
 * The nodes that answer to a name in any spelling, the best first, a town before the district that bears its name.
 * @param {Tree} tree
 * @param {string} text
 * @param {(code: string) => string[]} countryNames of a country, in the languages that may be asked
 * @param {number} least likeness; from 2 on only names that are the same but for their spelling
 * @returns {{node: number, like: number}[]}
 */
export function findNodes(tree, text, countryNames, least = 1) {
  const asked = bareName(text);
  const { forms, byKey } = speltIn(tree, countryNames);
  const nodes = least > 1 ? new Set(sharedKeys(asked.bare).flatMap((key) => byKey.get(key) ?? [])) : tree.names.keys();
  const found = [];
  for (const k of nodes) {
    if (asked.level >= 0 && tree.levels[k] !== asked.level) continue;
    const like = Math.max(...forms[k].map((form) => likeness(asked, form)));
    if (like >= least) found.push({ node: k, like });
  }
  const best = (/** @type {number} */ k) => (tree.levels[k] === 3 ? 4 : tree.levels[k]);
  return found.sort((a, b) => b.like - a.like || best(b.node) - best(a.node) || a.node - b.node);
}
