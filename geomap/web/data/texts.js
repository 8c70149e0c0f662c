// Fetches text row by row from blocks that are inflated when somebody looks at them.
import { fromAscii, inflate, readBlock } from './bytes.js';

const KEPT = 300; // blocks held inflated: some 20 MB of text at most

/**
 * @param {TextSaid} said
 * @param {(k: number) => Promise<string>} packed the digits of block k
 * @returns {TextStore}
 */
export function textStore(said, packed) {
  /** @type {Map<number, {promise: Promise<Record<string, string[]>>, value?: Record<string, string[]>}>} */
  const cache = new Map();

  /** @param {number} k */
  async function load(k) {
    return readBlock(await inflate(fromAscii(await packed(k))), said.fields);
  }

  /** @param {number} k */
  function entry(k) {
    let found = cache.get(k);
    if (found) cache.delete(k);
    else {
      const made = { promise: load(k), value: undefined };
      made.promise.then(
        (value) => Object.assign(made, { value }),
        () => cache.delete(k),
      );
      found = made;
      for (const old of cache.keys()) {
        if (cache.size < KEPT) break;
        cache.delete(old);
      }
    }
    cache.set(k, found);
    return found;
  }

  /** @param {number} k */
  const rowsIn = (k) => Math.min(said.per, said.n - k * said.per);

  /**
   * @param {Record<string, string[]>} block
   * @param {number} i
   */
  const rowOf = (block, i) => ({
    ...said.same,
    ...Object.fromEntries(said.fields.map((name) => [name, block[name][i % said.per] ?? ''])),
  });

  return {
    n: said.n,
    per: said.per,
    blocks: Math.ceil(said.n / said.per),
    async column(k, field) {
      if (said.fields.includes(field)) return (await entry(k).promise)[field];
      return Array(rowsIn(k)).fill(said.same[field] ?? '');
    },
    async row(i) {
      return said.fields.length ? rowOf(await entry(Math.floor(i / said.per)).promise, i) : { ...said.same };
    },
    peek(i) {
      if (!said.fields.length) return { ...said.same };
      const value = cache.get(Math.floor(i / said.per))?.value;
      return value && rowOf(value, i);
    },
  };
}

/**
 * Reads the script elements of a store; while the file is still being read, waits for the element to be whole.
 * @param {string} prefix
 * @param {string} name
 * @returns {(k: number) => Promise<string>}
 */
export function blockReader(prefix, name) {
  return (k) =>
    new Promise((resolve, reject) => {
      const id = `${prefix}-${name}-${k}`;
      const look = () => {
        const element = document.getElementById(id);
        if (element && (document.readyState !== 'loading' || element.nextElementSibling))
          resolve(element.textContent ?? '');
        else if (document.readyState === 'complete') reject(new Error(`the file is cut short: ${id} is missing`));
        else setTimeout(look, 50);
      };
      look();
    });
}
