// Reads the packed blocks that the page carries: base64, deflate-raw, byte planes, differences.

/** Between fields and between rows of packed text. */
export const FIELD = '\u001e';
export const ROW = '\u001f';

const decoder = new TextDecoder();

/**
 * The bytes behind base64 text.
 * @param {string} text
 * @returns {Uint8Array}
 */
export function fromBase64(text) {
  const modern = /** @type {any} */ (Uint8Array).fromBase64;
  if (modern) return modern.call(Uint8Array, text);
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

/**
 * The bytes behind a deflate-raw stream.
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>}
 */
export async function inflate(bytes) {
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
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
 * The short strings behind the columns, by name.
 * @param {{name: string, bytes: number}[]} list
 * @param {Uint8Array} bytes
 * @param {number} from
 * @returns {Record<string, string[]>}
 */
export function readStrings(list, bytes, from) {
  /** @type {Record<string, string[]>} */
  const out = {};
  for (const { name, bytes: size } of list) {
    out[name] = decoder.decode(bytes.subarray(from, from + size)).split(ROW);
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
