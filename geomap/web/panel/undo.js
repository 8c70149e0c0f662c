// The buttons and keys of undo and redo.
import { byId } from '../text/dom.js';
import { makeHistory } from '../data/history.js';

/**
 * @param {Page} page
 * @param {(state: State) => void} restore sets the filters
 */
export function makeUndo({ store }, restore) {
  const history = makeHistory(snapshot(store.state), isSame);
  const keys = /** @type {[HTMLButtonElement, number][]} */ ([
    [byId('gm-undo'), -1],
    [byId('gm-redo'), 1],
  ]);
  for (const [key, by] of keys) key.onclick = () => go(by);
  document.addEventListener('keydown', (event) => {
    if (
      !(event.ctrlKey || event.metaKey) ||
      (event.target instanceof Element && event.target.matches('input, textarea'))
    )
      return;
    const letter = event.key.toLowerCase();
    const by = letter === 'y' || (letter === 'z' && event.shiftKey) ? 1 : letter === 'z' ? -1 : 0;
    if (!by || !history.can(by)) return;
    event.preventDefault();
    go(by);
  });
  store.on('settled', () => {
    history.add(snapshot(store.state));
    mark();
  });
  mark();

  /** @param {number} by */
  function go(by) {
    const held = keys.some(([key]) => key === document.activeElement);
    const state = history.go(by);
    if (state) restore(state);
    mark();
    const free = keys.find(([key]) => !key.disabled);
    if (held && document.activeElement?.matches('#gm-undo, #gm-redo') !== true) free?.[0].focus();
  }

  function mark() {
    for (const [key, by] of keys) key.disabled = !history.can(by);
    byId('gm-steps').hidden = !history.can(-1) && !history.can(1);
  }
}

/**
 * A state that later changes leave alone; what follows from a search or a list of the join is found anew.
 * @param {State} state
 * @returns {State}
 */
const snapshot = (state) => structuredClone({ ...state, found: null, among: null });

/**
 * @param {State} a
 * @param {State} b
 */
function isSame(a, b) {
  return Object.entries(a).every(([key, value]) => {
    const other = b[/** @type {keyof State} */ (key)];
    if (!(value instanceof Uint8Array) || !(other instanceof Uint8Array))
      return JSON.stringify(value) === JSON.stringify(other);
    return value.every((one, k) => one === other[k]);
  });
}
