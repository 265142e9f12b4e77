// Packed text back into bytes and numbers. Pure, but for the browser's own decompression.

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~";

/** The bytes of text that was compressed with zlib and written in base 85. */
export async function inflate(text) {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Five letters are four bytes; of the last group as many as it has letters, less one.
function bytesOf(text) {
  const value = new Uint8Array(128);
  for (let at = 0; at < 85; at += 1) value[LETTERS.charCodeAt(at)] = at;
  const groups = Math.ceil(text.length / 5);
  const view = new DataView(new ArrayBuffer(groups * 4));
  for (let group = 0; group < groups; group += 1) {
    let word = 0;
    for (let at = 5 * group; at < 5 * group + 5; at += 1) word = word * 85 + (at < text.length ? value[text.charCodeAt(at)] : 84);
    view.setUint32(4 * group, word % 4294967296);
  }
  return new Uint8Array(view.buffer, 0, groups * 4 - (groups * 5 - text.length));
}

export const inflateText = async (text) => new TextDecoder().decode(await inflate(text));

/** Columns of whole numbers (LEB128 varints) by name, after a header line of names and sizes. */
export function columnsOf(bytes) {
  const end = bytes.indexOf(10);
  const header = new TextDecoder().decode(bytes.subarray(0, end));
  const columns = {};
  let at = end + 1;
  for (const part of header.split(",")) {
    const [name, count, size] = part.split(":");
    columns[name] = varints(bytes, at, Number(count));
    at += Number(size);
  }
  return columns;
}

function varints(bytes, start, count) {
  const values = new Int32Array(count);
  let at = start;
  for (let index = 0; index < count; index += 1) {
    let byte = bytes[at++];
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++];
      value |= (byte & 127) << shift;
    }
    values[index] = value;
  }
  return values;
}

/** Signed numbers from folded ones (0, 1, 2, 3 are 0, -1, 1, -2), in place. */
export function unfold(values) {
  for (let index = 0; index < values.length; index += 1) {
    values[index] = (values[index] >>> 1) ^ -(values[index] & 1);
  }
  return values;
}

/** Running sums, in place: numbers from the steps between them. */
export function sums(values) {
  for (let index = 1; index < values.length; index += 1) values[index] += values[index - 1];
  return values;
}
