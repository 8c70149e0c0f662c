// Undo and redo: each state of the filters that the reader has come to rest at.

const MOST = 60; // states that are kept

/**
 * @template T
 * @param {T} first
 * @param {(a: T, b: T) => boolean} isSame
 */
export function makeHistory(first, isSame) {
  let states = [first];
  let at = 0;
  return {
    /** @param {T} state another one, after which nothing can be redone */
    add(state) {
      if (isSame(states[at], state)) return;
      states = [...states.slice(Math.max(0, at + 2 - MOST), at + 1), state];
      at = states.length - 1;
    },
    /** @param {number} by -1 back, 1 forth @returns {T | null} */
    go(by) {
      if (!states[at + by]) return null;
      at += by;
      return states[at];
    },
    /** @param {number} by */
    can: (by) => Boolean(states[at + by]),
  };
}
