import { deflateSync, inflateSync, strToU8 } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SharedScenario } from '../../src/scenario/document/document.ts';
import { decodeBase64url, encodeBase64url } from '../../src/scenario/link/base64url.ts';
import { formatColumns, parseColumns } from '../../src/scenario/link/columns.ts';
import { DICTIONARY_P1 } from '../../src/scenario/link/dictionary-p1.ts';
import { DICTIONARY_P2 } from '../../src/scenario/link/dictionary-p2.ts';
import { shareObjects } from '../../src/scenario/link/share-objects.ts';
import { linkRisk } from '../../src/scenario/link-advice.ts';
import { UNREADABLE } from '../../src/narration/en/scenario/unreadable.ts';
import { say } from '../../src/narration/sentences.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';
import { CLINIC, createBoard, SHOP } from './reference-board.ts';

function slim(scenario: SharedScenario): SharedScenario {
  const { document } = scenario;
  return {
    ...scenario,
    document: { ...document, objects: shareObjects(document.objects) },
  };
}

function decoded(hash: string): SharedScenario {
  const result = decodeShareLink(hash);
  if (!result.ok) throw new Error(result.why.code);
  expect(result.problems).toEqual([]);
  return result.scenario;
}

/** What diagram editors do. */
function plainLink(scenario: SharedScenario): string {
  return encodeBase64url(deflateSync(strToU8(JSON.stringify(scenario)), { level: 9, mem: 9 }));
}

describe('the reference board (BENCH row 10)', () => {
  test.each([
    ['shop', SHOP],
    ['clinic', CLINIC],
  ])('%s: a link of at most 1,200 characters and 0.45 of deflated JSON', (name, names) => {
    const board = createBoard(names);
    const link = encodeShareLink(board);
    const plain = plainLink(board);
    const json = JSON.stringify(board).length;
    console.log(
      `${name}: ${link.length} characters, plain ${plain.length} (${(link.length / plain.length).toFixed(3)}), JSON ${json}`,
    );
    expect(decoded(link)).toEqual(slim(board));
    expect(link.length).toBeLessThanOrEqual(1200);
    expect(link.length / plain.length).toBeLessThanOrEqual(0.45);
  });
});

test.each([
  ['p1', DICTIONARY_P1],
  ['p2', DICTIONARY_P2],
] as const)('a link that was made at the release of %s opens for ever', (tag, dictionary) => {
  expect(fingerprint(dictionary)).toBe(DICTIONARY_FINGERPRINTS[tag]);
});

/** Each changes only with a new tag. */
const DICTIONARY_FINGERPRINTS = { p1: '1e8e0e3f20663938', p2: '1ee36ea2ef7c7ac6' };

function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of strToU8(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16);
}

test('secrets, environment, annotations and managedFields never enter a link', () => {
  const metadata = {
    name: 'web',
    annotations: { note: 'TOPSECRET-1' },
    managedFields: [{ manager: 'TOPSECRET-2' }],
    labels: { app: 'web' },
  };
  const container = {
    name: 'web',
    image: 'web',
    env: [{ name: 'A', value: 'TOPSECRET-3' }],
    envFrom: [{ secretRef: { name: 'TOPSECRET-4' } }],
    args: ['--password=TOPSECRET-5'],
  };
  const spec = { containers: [container], initContainers: [container] };
  const template = { metadata, spec };
  const kinds = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job'].map((kind) => ({
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata,
    spec: { template },
  }));
  const objects = [
    ...kinds,
    { apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec: { jobTemplate: { metadata, spec: { template } } } },
    { apiVersion: 'v1', kind: 'Pod', metadata, spec },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 80 }] } },
    { apiVersion: 'v1', kind: 'Secret', metadata, data: { key: 'TOPSECRET-6' }, stringData: { key: 'TOPSECRET-7' } },
    { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec: {} },
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata, spec: {} },
    {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      metadata,
      authentication: 'TOPSECRET-8',
    },
  ];
  const board = createBoard(SHOP);
  const link = encodeShareLink({
    ...board,
    document: { ...board.document, objects: [...board.document.objects, ...objects] },
  });
  const bytes = decodeBase64url(link.slice(3))?.subarray(2) ?? new Uint8Array();
  const text = new TextDecoder().decode(inflateSync(bytes, { dictionary: strToU8(DICTIONARY_P2) }));
  expect(text).toContain('shop');
  expect(text).not.toMatch(/TOPSECRET|environment-secret|LOG_LEVEL|managedFields|env/);
});

describe('a link that cannot be read says why', () => {
  const link = encodeShareLink(createBoard(SHOP));
  test.each([
    ['', 'NO_TAG'],
    ['#', 'NO_TAG'],
    ['lesson', 'NO_TAG'],
    ['p9:abc', 'TAG_UNKNOWN'],
    ['p2:', 'NOTHING_BEHIND_TAG'],
    [`p2:${'!'.repeat(20)}`, 'FOREIGN_CHARACTERS'],
    [link.slice(0, 400), 'FOREIGN_CHARACTERS'],
    [`${link.slice(0, 300)}${link.slice(304)}`, 'DAMAGED'],
    [`p2:${'A'.repeat(1_000_001)}`, 'TOO_LONG'],
    ['p2:AAAA', 'DAMAGED'],
  ])('%#', (hash, code) => {
    const result = decodeShareLink(hash);
    expect(result).toMatchObject({ ok: false, why: { code } });
  });

  test('a small link that unfolds to a huge text is stopped', () => {
    const bomb = deflateSync(new Uint8Array(40_000_000), { level: 9 });
    const before = performance.now();
    const result = decodeShareLink(`p1:AAA${encodeBase64url(bomb).slice(0, 400_000)}`);
    expect(result).toMatchObject({ ok: false });
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(decodeShareLink(`p2:${encodeBase64url(new Uint8Array([0, 0, ...bomb.slice(0, 100_000)]))}`)).toMatchObject({
      why: { code: 'TOO_LARGE', detail: { most: 4_000_000 } },
    });
  });

  test('10,000 mutated links give a message or a scenario, never an exception', () => {
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:#%é ';
    const mutation = fc.record({
      at: fc.nat(link.length),
      cut: fc.nat(40),
      put: fc.string({ unit: fc.constantFrom(...characters.split('')), maxLength: 6 }),
    });
    let unread = 0;
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        let text = link;
        for (const { at, cut, put } of mutations) text = text.slice(0, at) + put + text.slice(at + cut);
        const result = decodeShareLink(text);
        if (!result.ok) {
          unread += 1;
          if (say(UNREADABLE, result.why).length < 10) throw new Error('no reason');
        }
      }),
      { numRuns: 10_000 },
    );
    expect(unread).toBeGreaterThan(9_000);
  }, 120_000);

  test('tables that were tampered with behind a right checksum are refused or restored', () => {
    const text = formatColumns([{ n: '1 0 0 0', t: 'x' }, createBoard(SHOP).document.objects[4]]);
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(5), fc.string({ maxLength: 4 }), (at, cut, put) => {
        try {
          parseColumns(text.slice(0, at) + put + text.slice(at + cut));
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
      { numRuns: 3000 },
    );
    expect(() => parseColumns('{}\n\n9999999\n')).toThrow('too many rows');
    expect(() => parseColumns(`[${'!'.repeat(1000)}]\n\n100000\n`)).toThrow('too many values');
    expect(() => parseColumns(`${'['.repeat(90_000)}\n\n\n`)).toThrow('too deeply');
  });
});

test('columns: parse is the inverse of format for every JSON value', () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('\n', '\\', '\\n', 'a=b,c', '', '"', '{', '='),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        fc.constantFrom('labels', 'selector', 'kind', 'a', 'b{', '', 'x\\', 'n\n', '"', '__proto__'),
        tie('value'),
        { maxKeys: 4 },
      ),
      fc.dictionary(fc.constantFrom('labels', 'selector'), fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }), {
        maxKeys: 2,
      }),
    ),
  })).value;
  fc.assert(
    fc.property(fc.array(json, { minLength: 1, maxLength: 12 }), (rows) => {
      const plain = JSON.parse(JSON.stringify(rows)) as unknown[];
      expect(parseColumns(formatColumns(plain))).toEqual(plain);
    }),
    { numRuns: 2000 },
  );
});

test('advice grows with the length', () => {
  expect(linkRisk(1200)).toBeUndefined();
  expect(linkRisk(2001)).toBe('some');
  expect(linkRisk(4001)).toBe('chats');
  expect(linkRisk(8001)).toBe('most');
});
