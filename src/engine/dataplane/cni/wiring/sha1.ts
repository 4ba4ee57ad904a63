const INITIAL = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0] as const;
const BLOCK = 64;
const ROUNDS = 80;

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** Hex digits of the SHA-1 of a text, by which several CNIs name interfaces. FIPS 180-4. */
export function sha1Hex(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  let state: readonly number[] = INITIAL;
  for (let at = 0; at < padded.length; at += BLOCK) state = digestBlock(state, view, at);
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function digestBlock(state: readonly number[], view: DataView, at: number): readonly number[] {
  const words = new Int32Array(ROUNDS);
  const word = (index: number): number => words[index] ?? 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    words[round] =
      round < 16
        ? view.getInt32(at + round * 4)
        : rotate(word(round - 3) ^ word(round - 8) ^ word(round - 14) ^ word(round - 16), 1);
  }
  let [a, b, c, d, e] = state as readonly [number, number, number, number, number];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [mixed, constant] = mix(round, b, c, d);
    const next = (rotate(a, 5) + mixed + e + constant + word(round)) | 0;
    [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
  }
  return [a, b, c, d, e].map((value, index) => (value + (state[index] ?? 0)) | 0);
}

function mix(round: number, b: number, c: number, d: number): readonly [number, number] {
  if (round < 20) return [(b & c) | (~b & d), 0x5a827999];
  if (round < 40) return [b ^ c ^ d, 0x6ed9eba1];
  if (round < 60) return [(b & c) | (b & d) | (c & d), 0x8f1bbcdc];
  return [b ^ c ^ d, 0xca62c1d6];
}
