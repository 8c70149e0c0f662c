// Fetches blocks that lie in scripts beside the page, where the page does not hold them itself.
import { el } from '../text/dom.js';

const KEPT = 16; // scripts whose text is held: some 40 MB at most

/** A part of the map that is not where the page looks for it. */
export class MissingPart extends Error {
  /**
   * @param {string} folder
   * @param {string} file
   * @param {boolean} isOthers whether the file is there, but of another run
   */
  constructor(folder, file, isOthers) {
    super(`${folder}/${file}`);
    this.folder = folder;
    this.isOthers = isOthers;
  }
}

/** What scripts have handed over and nobody has taken yet, by run and block. @type {Map<string, string>} */
const handed = new Map();

/**
 * Called by the scripts themselves.
 * @param {string} stamp of the run that wrote it
 * @param {string} name of the block
 * @param {string} text
 */
export const handOver = (stamp, name, text) => void handed.set(`${stamp} ${name}`, text);

/**
 * Reads blocks by name from the folder beside the page; a block that the run did not write is empty.
 * @param {FilesSaid} files
 * @param {(src: string) => Promise<void>} [run] runs a script to its end
 * @returns {(name: string) => Promise<string>}
 */
export function fileReader({ folder, stamp, at }, run = runScript) {
  /** @type {Map<string, Promise<string>>} */
  const known = new Map();

  /** @param {string} name */
  async function fetched(name) {
    const file = `${String(at[name]).padStart(3, '0')}.js`;
    const key = `${stamp} ${name}`;
    await run(`${encodeURIComponent(folder)}/${file}`).catch(() => {
      throw new MissingPart(folder, file, false);
    });
    const text = handed.get(key);
    handed.delete(key);
    if (text === undefined) throw new MissingPart(folder, file, true);
    return text;
  }

  return (name) => {
    if (!(name in at)) return Promise.resolve('');
    let found = known.get(name);
    if (!found) {
      found = fetched(name);
      found.catch(() => known.delete(name));
      for (const old of known.keys()) {
        if (known.size < KEPT) break;
        known.delete(old);
      }
      known.set(name, found);
    }
    return found;
  };
}

/**
 * Reads blocks of text by number: a script holds many of them, a line each.
 * @param {(name: string) => Promise<string>} read
 * @param {TextSaid} said
 * @returns {(k: number) => Promise<string>}
 */
export const blocksBeside =
  (read, { name, blocks }) =>
  async (k) =>
    line(await read(`${name}-${Math.floor(k / blocks)}`), k % blocks);

/**
 * One line of a text without splitting all of it.
 * @param {string} text
 * @param {number} k
 */
function line(text, k) {
  let from = 0;
  for (; k > 0; k--) from = text.indexOf('\n', from) + 1;
  const to = text.indexOf('\n', from);
  return text.slice(from, to < 0 ? undefined : to);
}

/**
 * @param {string} src
 * @returns {Promise<void>}
 */
function runScript(src) {
  return new Promise((resolve, reject) => {
    const script = el('script');
    const done = (/** @type {() => void} */ then) => () => {
      script.remove();
      then();
    };
    script.onload = done(resolve);
    script.onerror = done(() => reject(new Error(src)));
    script.src = src;
    document.head.append(script);
  });
}

/**
 * Says on the page what is missing and what to do about it; stays until the page is read anew.
 * @param {MissingPart} part
 * @param {Say} lang
 */
export function tellMissing(part, lang) {
  let box = document.querySelector('.gm-missing');
  if (!box) {
    box = el('p', 'gm-missing');
    box.setAttribute('role', 'alert');
    document.body.append(box);
  }
  box.textContent = lang.say(part.isOthers ? 'otherRun' : 'missing', { file: part.message, folder: part.folder });
}

/**
 * Whoever asks for a block shows nothing when it is missing; this tells why, once for all of them.
 * @param {() => Say} lang
 */
export function watchMissing(lang) {
  window.addEventListener('unhandledrejection', (event) => {
    if (!(event.reason instanceof MissingPart)) return;
    event.preventDefault();
    tellMissing(event.reason, lang());
  });
}
