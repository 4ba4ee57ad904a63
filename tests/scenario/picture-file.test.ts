import { zlibSync } from 'fflate';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pictureMetadata, readPicture, withScenario } from '../../src/scenario/picture-file.ts';

const HASH = 'p2:Zm9v-_bar';

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** One grey pixel. */
function png(...more: readonly Buffer[]): Uint8Array {
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', new Uint8Array([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
    ...more,
    chunk('IDAT', zlibSync(new Uint8Array([0, 128]))),
    chunk('IEND', new Uint8Array()),
  ]);
}

test('a PNG holds its scenario in a chunk of its own, and stays a PNG', () => {
  const whole = withScenario(png(), HASH);
  expect(readPicture(whole)).toEqual({ hash: HASH });
  // As somebody else would write it: keyword, not compressed, no language, no translation.
  const text = chunk('iTXt', Buffer.from(`packetwalk\0\0\0\0\0${HASH}`));
  expect(Buffer.from(whole)).toEqual(Buffer.from(png(text)));
});

test.each([
  ['a chunk that another program wrote anew', png(chunk('tEXt', Buffer.from(`packetwalk\0${HASH}`))), { hash: HASH }],
  ['a PNG of somebody else', png(chunk('tEXt', Buffer.from('Software\0GIMP'))), {}],
  ['a chunk that holds no hash', png(chunk('tEXt', Buffer.from('packetwalk\0<script>'))), {}],
  ['a PNG that is cut off', withScenario(png(), HASH).slice(0, 40), {}],
  ['no picture', new TextEncoder().encode('kind: Pod\n'), undefined],
])('%s', (_what, bytes, found) => {
  expect(readPicture(bytes)).toEqual(found);
});

test.each([
  [`<svg xmlns="http://www.w3.org/2000/svg">${pictureMetadata(HASH)}<rect/></svg>`, { hash: HASH }],
  [`<?xml version="1.0"?>\n<!-- by hand -->\n<svg viewBox="0 0 1 1">${pictureMetadata(HASH)}</svg>`, { hash: HASH }],
  [
    `<svg><metadata><ns0:packetwalk xmlns:ns0="urn:packetwalk:scenario">\n${HASH} </ns0:packetwalk></metadata></svg>`,
    { hash: HASH },
  ],
  [
    `<?xml version="1.0"?><?xml-stylesheet href="a.css"?><!DOCTYPE svg [ <!ENTITY of "x"> ]><svg>${pictureMetadata(HASH)}</svg>`,
    { hash: HASH },
  ],
  ['<!-- never closed <svg>', undefined],
  ['<svg><text>packetwalk</text></svg>', {}],
  ['<html><svg></svg></html>', undefined],
])('%s', (text, found) => {
  expect(readPicture(new TextEncoder().encode(text))).toEqual(found);
});

/** Read in a moment, or never: what is gone through again for each part of it takes hours. */
const MANY = 50_000;

test.each([
  ['comments', `${'<!---->'.repeat(MANY)}<svg>${pictureMetadata(HASH)}</svg>`, { hash: HASH }],
  ['comments, and no picture', `${'<!---->'.repeat(MANY)}<html>`, undefined],
  ['comments that do not end', `${'<!--'.repeat(MANY)}<svg>`, undefined],
  ['document types', `${'<!DOCTYPE svg>'.repeat(MANY)}<html>`, undefined],
  ['elements of the name that do not end', `<svg>${'<packetwalk '.repeat(MANY)}`, {}],
])('many %s', (_what, text, found) => {
  expect(readPicture(new TextEncoder().encode(text))).toEqual(found);
});

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      readPicture(bytes);
      readPicture(Buffer.concat([png().slice(0, 33), bytes]));
    }),
  );
});
