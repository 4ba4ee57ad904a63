/** The first 32 bits of the fractional parts of the cube roots (rounds) and square roots (start) of the first primes. */
function fractionalRoots(count: number, power: number): Uint32Array {
  const roots = new Uint32Array(count);
  for (let candidate = 2, found = 0; found < count; candidate += 1) {
    if (!isPrime(candidate)) continue;
    const root = candidate ** power;
    roots[found] = Math.floor((root - Math.floor(root)) * 2 ** 32);
    found += 1;
  }
  return roots;
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) if (number % divisor === 0) return false;
  return true;
}

const ROUNDS = fractionalRoots(64, 1 / 3);
const START = fractionalRoots(8, 1 / 2);
const BLOCK = 64;

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** SHA-256 of the bytes, 32 bytes. FIPS 180-4. */
export function sha256(message: Uint8Array): Uint8Array {
  const padded = pad(message);
  const state = new Uint32Array(START);
  const schedule = new Uint32Array(64);
  const view = new DataView(padded.buffer);
  for (let offset = 0; offset < padded.length; offset += BLOCK) compress(state, schedule, view, offset);
  const digest = new Uint8Array(32);
  const out = new DataView(digest.buffer);
  state.forEach((word, index) => out.setUint32(index * 4, word));
  return digest;
}

function pad(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK) * BLOCK);
  padded.set(message);
  padded[message.length] = 0x80;
  const bits = message.length * 8;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bits / 2 ** 32));
  view.setUint32(padded.length - 4, bits);
  return padded;
}

/** In place, and with a variable for each word: a node has a hundred names that are hashes. */
function compress(state: Uint32Array, schedule: Uint32Array, block: DataView, offset: number): void {
  const at = (words: Uint32Array, index: number): number => words[index] ?? 0;
  for (let i = 0; i < 16; i += 1) schedule[i] = block.getUint32(offset + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const x = at(schedule, i - 15);
    const y = at(schedule, i - 2);
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    schedule[i] = at(schedule, i - 16) + s0 + at(schedule, i - 7) + s1;
  }
  let [a, b, c, d] = [at(state, 0), at(state, 1), at(state, 2), at(state, 3)];
  let [e, f, g, h] = [at(state, 4), at(state, 5), at(state, 6), at(state, 7)];
  for (let i = 0; i < 64; i += 1) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(ROUNDS, i) + at(schedule, i)) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = at(state, index) + word;
}
