// Reads the packed blocks that the page carries: base 85, deflate-raw, byte planes, differences.

/** Between fields and between rows of packed text. */
export const FIELD = '\u001e';
export const ROW = '\u001f';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true }); // else the first row loses one

/** The 85 digits of packed bytes by character code: printable ASCII without what could end a script element. */
const DIGIT = (() => {
  const digits = new Uint8Array(128);
  let next = 0;
  for (let code = 0x21; code < 0x7f; code++)
    if (!'"&\'-<>\\`|'.includes(String.fromCharCode(code))) digits[code] = next++;
  return digits;
})();
const LAST = 84;

/**
 * The bytes behind text in base 85: four bytes for five digits, n bytes for a last group of n + 1.
 * @param {string} text
 * @returns {Uint8Array}
 */
export function fromAscii(text) {
  const groups = Math.ceil(text.length / 5);
  const bytes = new Uint8Array(groups * 4);
  for (let g = 0, at = 0, to = 0; g < groups; g++) {
    let word = 0;
    for (let k = 0; k < 5; k++, at++) word = word * 85 + (at < text.length ? DIGIT[text.charCodeAt(at)] : LAST);
    bytes[to++] = word >>> 24;
    bytes[to++] = word >>> 16;
    bytes[to++] = word >>> 8;
    bytes[to++] = word;
  }
  return bytes.subarray(0, bytes.length - (groups * 5 - text.length));
}

/**
 * The bytes behind a deflate-raw stream.
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>}
 */
export async function inflate(bytes) {
  const stream = new Blob([/** @type {BlobPart} */ (bytes)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Puts the byte planes of one column together.
 * @param {Uint8Array} bytes
 * @param {number} from where the lowest plane begins
 * @param {ColumnSaid} said
 * @returns {Numbers}
 */
function fromPlanes(bytes, from, said) {
  const n = said.n;
  if (said.width === 1) return bytes.slice(from, from + n);
  if (said.width === 2) {
    const out = new Uint16Array(n);
    for (let i = 0, a = from, b = from + n; i < n; i++) out[i] = bytes[a++] | (bytes[b++] << 8);
    return out;
  }
  const out = said.delta ? new Int32Array(n) : new Uint32Array(n);
  for (let i = 0, a = from, b = a + n, c = b + n, d = c + n; i < n; i++) {
    out[i] = bytes[a++] | (bytes[b++] << 8) | (bytes[c++] << 16) | (bytes[d++] << 24);
  }
  return out;
}

/**
 * All columns of the core block by name, and where the strings begin.
 * @param {ColumnSaid[]} cols
 * @param {Uint8Array} bytes
 * @returns {{columns: Record<string, Numbers>, end: number}}
 */
export function readColumns(cols, bytes) {
  /** @type {Record<string, Numbers>} */
  const columns = {};
  let end = 0;
  for (const said of cols) {
    if (said.same !== undefined) {
      columns[said.name] = filled(said.n, said.same);
      continue;
    }
    const values = fromPlanes(bytes, end, said);
    if (said.delta) for (let i = 1; i < said.n; i++) values[i] += values[i - 1];
    columns[said.name] = values;
    end += said.n * (said.width ?? 1);
  }
  return { columns, end };
}

/**
 * A column in which every row holds the same number.
 * @param {number} n
 * @param {number} value
 * @returns {Numbers}
 */
function filled(n, value) {
  const Kind = value < 256 ? Uint8Array : value < 65536 ? Uint16Array : Uint32Array;
  return value ? new Kind(n).fill(value) : new Kind(n);
}

/**
 * The short strings behind the columns, by name; each list is decoded when it is first asked for.
 * @param {{name: string, bytes: number}[]} list
 * @param {Uint8Array} bytes
 * @param {number} from
 * @returns {Record<string, string[]>}
 */
export function readStrings(list, bytes, from) {
  /** @type {Record<string, string[]>} */
  const out = {};
  for (const { name, bytes: size } of list) {
    const raw = bytes.slice(from, from + size);
    Object.defineProperty(out, name, {
      configurable: true,
      enumerable: true,
      get() {
        const value = decoder.decode(raw).split(ROW);
        Object.defineProperty(out, name, { value, enumerable: true });
        return value;
      },
    });
    from += size;
  }
  return out;
}

/**
 * The rows of a block of text by field.
 * @param {Uint8Array} bytes
 * @param {string[]} fields
 * @returns {Record<string, string[]>}
 */
export function readBlock(bytes, fields) {
  const parts = decoder.decode(bytes).split(FIELD);
  return Object.fromEntries(fields.map((name, i) => [name, (parts[i] ?? '').split(ROW)]));
}
