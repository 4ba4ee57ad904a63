/** The keyword of the text chunk of a PNG, and the name of the element in the metadata of an SVG, that hold a scenario. */
const KEYWORD = 'packetwalk';
const NAMESPACE = 'urn:packetwalk:scenario';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Of a chunk: its length and its type before its data, its checksum behind it. */
const HEAD = 8;
const CHECKSUM = 4;

/** What a picture says of the scenario it shows: the hash of a share link; absent: it holds none. */
export interface ReadPicture {
  readonly hash?: string;
}

/** Reads a PNG or an SVG, whoever wrote it; undefined: it is no picture. Never throws. */
export function readPicture(bytes: Uint8Array): ReadPicture | undefined {
  if (SIGNATURE.every((byte, at) => bytes[at] === byte)) return hashed(chunkText(bytes));
  // Most files are none, which their first characters tell.
  if (!/^\s*<[?!s]/.test(new TextDecoder().decode(bytes.subarray(0, HEAD_OF_TEXT)))) return undefined;
  const text = new TextDecoder().decode(bytes);
  const root = afterProlog(text);
  if (!/^<svg[\s>]/.test(text.slice(root, root + '<svg>'.length))) return undefined;
  return hashed(/<(?:\w+:)?packetwalk\b[^<>]*>\s*([\w:-]+)\s*</.exec(text)?.[1]);
}

/** Bytes of a text within which it begins to say something. */
const HEAD_OF_TEXT = 1000;

/** Where the root of an XML document begins. What stands before it is gone through once, however much there is. // XML 1.0 2.8 prolog */
function afterProlog(text: string): number {
  for (let at = afterBlank(text, 0); ; ) {
    const end = endOfPart(text, at);
    if (end === undefined) return at;
    at = afterBlank(text, end);
  }
}

/** The end of the comment, instruction or DOCTYPE that begins here; undefined: none does, or it has no end. */
function endOfPart(text: string, at: number): number | undefined {
  if (text.startsWith('<!--', at)) return after(text, '-->', at + '<!--'.length);
  if (text.startsWith('<?', at)) return after(text, '?>', at);
  if (!/^<!doctype/i.test(text.slice(at, at + '<!doctype'.length))) return undefined;
  const close = after(text, '>', at);
  // It may have declarations of its own, in brackets.
  const subset = text.slice(at, close).includes('[') ? after(text, ']', at) : undefined;
  return subset === undefined ? close : after(text, '>', subset);
}

function after(text: string, end: string, from: number): number | undefined {
  const at = text.indexOf(end, from);
  return at < 0 ? undefined : at + end.length;
}

function afterBlank(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text.charAt(at))) at += 1;
  return at;
}

function hashed(hash: string | undefined): ReadPicture {
  return hash === undefined || !/^p\d+:[\w-]+$/.test(hash) ? {} : { hash };
}

/** The metadata of an SVG that holds the scenario of this hash. */
export function pictureMetadata(hash: string): string {
  return `<metadata><${KEYWORD} xmlns="${NAMESPACE}">${hash}</${KEYWORD}></metadata>`;
}

/** The PNG with the scenario of this hash in it, in a text chunk before its image data (PNG, third edition, 11.3.3.4 iTXt). */
export function withScenario(png: Uint8Array, hash: string): Uint8Array {
  // Not compressed, in no language, without a translated keyword.
  const data = new TextEncoder().encode(`${KEYWORD}\0\0\0\0\0${hash}`);
  const chunk = new Uint8Array(HEAD + data.length + CHECKSUM);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(new TextEncoder().encode('iTXt'), 4);
  chunk.set(data, HEAD);
  view.setUint32(HEAD + data.length, checksum(chunk.subarray(4, HEAD + data.length)));
  // Behind the header, which comes first and has 13 bytes.
  const after = SIGNATURE.length + HEAD + 13 + CHECKSUM;
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, after));
  whole.set(chunk, after);
  whole.set(png.subarray(after), after + chunk.length);
  return whole;
}

/** The text of the chunk that has the keyword: iTXt as it was written, or tEXt, as programs that wrote the picture anew may leave it. */
function chunkText(png: Uint8Array): string | undefined {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  let at = SIGNATURE.length;
  while (at + HEAD <= png.length) {
    const length = view.getUint32(at);
    const type = new TextDecoder('latin1').decode(png.subarray(at + 4, at + HEAD));
    if (type === 'iTXt' || type === 'tEXt') {
      const [, text] =
        (type === 'iTXt' ? /^packetwalk\0\0[\s\S]([^\0]*)\0[^\0]*\0([\s\S]*)$/ : /^packetwalk(\0)([\s\S]*)$/)
          .exec(new TextDecoder('latin1').decode(png.subarray(at + HEAD, at + HEAD + length)))
          ?.slice(1) ?? [];
      if (text !== undefined) return text;
    }
    at += HEAD + length + CHECKSUM;
  }
  return undefined;
}

/** CRC-32 as PNG has it (ISO/IEC 15948 Annex D). */
function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
