import type { Plain } from './fuzz-object.ts';
import { CORE, OTHERS } from './fuzz-objects.ts';

/** A whole number from 0, below the one given. */
export type Draw = (below: number) => number;

/** The numbers by which case `n` of a seed is made, the same each time. // mulberry32, Tommy Ettinger, public domain */
export function drawOf(seed: number, n: number): Draw {
  let state = Math.imul(seed * 1_000_003 + n, 0x9e3779b1) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export function pick<T>(draw: Draw, list: readonly T[]): T {
  return list[draw(list.length)] as T;
}

/** In the place of any value. */
export const NASTY: readonly unknown[] = [
  null,
  true,
  false,
  '',
  ' ',
  0,
  -1,
  -0,
  0.5,
  1e99,
  1e-7,
  65_535,
  65_536,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  [],
  {},
  [null],
  [[]],
  [{}],
  { a: null },
  { '': '' },
  [[[[1]]]],
  ['a', 'a'],
  { constructor: 1, toString: 'x' },
  'None',
  'null',
  'true',
  '0',
  '-1',
  '080',
  '1e3',
  '0x50',
  'http',
  'HTTP',
  'TCP',
  'tcp',
  'SCTP',
  'ICMP',
  'Local',
  '0.0.0.0',
  '0.0.0.0/0',
  '::',
  '::/0',
  '255.255.255.255',
  '10.244.1.5/24',
  '10.244.1.5/32',
  '10.0.0.0/33',
  'fd00::1/128',
  'fd00::/129',
  '::ffff:10.0.0.1',
  'fe80::1%eth0',
  '127.0.0.1',
  '169.254.169.254',
  '224.0.0.1',
  '10.0.0.0/8,10.1.0.0/16',
  '010.1.1.1',
  '10.1',
  '10.0.0.1 ',
  '2001:db8::/12',
  '10.244.0.0/-1',
  '/24',
  '1.2.3.4/',
  '(',
  '[',
  '(a+)+$',
  'a{1001}',
  '(?=x)',
  '\\',
  '(?P<n>',
  '*',
  '$9',
  '(?i)x',
  '[[:alpha:]]',
  'a'.repeat(2000),
  '*.',
  '*',
  '*.*',
  'a..b',
  '.example',
  'example.',
  '-a',
  'A',
  'xn--',
  'é.example',
  'a b',
  'a/b',
  '../..',
  '%00',
  '\u0000',
  '\u202e\u200b',
  '\ud800',
  '😀',
  '\uFEFF',
  'a\nb',
  'a\r\nb',
  '\t',
  '__proto__',
  'constructor',
  'web',
  'shop',
  'node-1',
  'node-9',
  'edge',
  'db',
  'Service',
  'v1',
  'List',
  'kind',
  '1Gi',
  '10ms',
  '99999h',
  '2020',
];
/** In the place of a value under a key of this kind, what could stand there. */
const FITTING: readonly (readonly [RegExp, readonly unknown[]])[] = [
  [
    /cidr|range|subnet|networks?$|nets$|except/i,
    [
      '0.0.0.0/0',
      '10.244.1.0/32',
      '10.244.1.7/24',
      '::/0',
      'fd00::/128',
      '10.244.0.0/1',
      '10.244.0.0/31',
      ['10.0.0.0/8', '10.0.0.0/8'],
    ],
  ],
  [
    /ips?$|address/i,
    ['0.0.0.0', '10.96.0.50', '192.168.0.11', '10.244.1.1', '10.244.1.255', '::1', 'None', ['fd00::1', '10.0.0.1']],
  ],
  [
    /port$|number|start|end|weight|replicas|seconds|percent|priority|parallelism|timeout/i,
    [0, 1, 65_535, 65_536, -5, 8, 40, 1_000_000, 4_000_000_000, '8080', 'http'],
  ],
  [
    /operator|action|type|policy|mode|protocol|family|tier|from|effect|scheme|termination/i,
    [
      'In',
      'NotIn',
      'Exists',
      'DoesNotExist',
      'Deny',
      'Pass',
      'IPv6',
      'UDP',
      'Local',
      'ClusterIP',
      'Exact',
      'RegularExpression',
      'All',
      'NoExecute',
    ],
  ],
  [
    /name|service|host|target|namespace|zone/i,
    ['web', 'db', 'edge', 'shop', '*.example.com', 'web.shop.svc.cluster.local', 'outside', 'x'.repeat(254)],
  ],
];

export interface Place {
  readonly holder: Plain | unknown[];
  readonly key: string | number;
}

export function placesOf(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found;
  const holder = value as Plain | unknown[];
  for (const key of Array.isArray(holder) ? holder.keys() : Object.keys(holder)) {
    found.push({ holder, key });
    placesOf((holder as Plain)[key as string], found);
  }
  return found;
}

const put = ({ holder, key }: Place, value: unknown): void => {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
};
const at = ({ holder, key }: Place): unknown => (holder as Plain)[key as string];
const copyOf = (value: unknown): unknown => (value === undefined ? null : structuredClone(value));

/** Something wrong at one place: dropped, doubled, of another type, misspelled, moved. */
export function spoil(draw: Draw, places: readonly Place[]): void {
  const place = pick(draw, places);
  const { holder, key } = place;
  const value = at(place);
  const way = draw(12);
  if (way === 0) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  } else if (way === 1) {
    if (Array.isArray(holder)) holder.push(copyOf(value));
    else put({ holder, key: `${key}s` }, copyOf(value));
  } else if (way <= 4) put(place, copyOf(pick(draw, NASTY)));
  else if (way <= 7) {
    const named = typeof key === 'number' ? '' : key;
    put(place, copyOf(pick(draw, FITTING.find(([word]) => word.test(named))?.[1] ?? NASTY)));
  } else if (way === 8) put(place, pick(draw, [[value], { [String(key)]: value }, String(value), Number(value)]));
  else if (way === 9) put(place, copyOf(at(pick(draw, places))));
  else if (way === 10 && typeof value === 'string') {
    const cut = draw(value.length + 1);
    put(
      place,
      value.slice(0, cut) +
        pick(draw, ['', '/', '.', '-', ' ', '\u0000', 'é', '(', '0', value]) +
        value.slice(cut + draw(2)),
    );
  } else if (!Array.isArray(holder)) {
    const name = String(key);
    delete holder[name];
    const cut = draw(name.length);
    put(
      {
        holder,
        key: pick(draw, [
          name.toUpperCase(),
          name.toLowerCase(),
          name.slice(0, cut) + name.slice(cut + 1),
          '__proto__',
          '',
        ]),
      },
      value,
    );
  }
}

/** A board of the core and some others with a few things wrong. */
function spoiledObjects(draw: Draw): Plain[] {
  const others = Array.from({ length: 2 + draw(5) }, () => pick(draw, OTHERS));
  const core = draw(20) === 0 ? [] : CORE;
  const objects = structuredClone([...core, ...others]) as Plain[];
  const holder = { objects };
  for (let count = 1 + draw(6); count > 0; count -= 1) {
    // The others are what differs from file to file.
    const within = draw(3) === 0 ? holder : { objects: [pick(draw, objects)] };
    const places = placesOf(within.objects);
    if (places.length > 0) spoil(draw, places);
  }
  return objects;
}

/** YAML in one of the ways in which it is written: blocks and flows, quotes, anchors and what refers to them, keys twice. */
function yamlOf(draw: Draw, value: unknown, indent = 0): string {
  const pad = ' '.repeat(indent);
  if (typeof value !== 'object' || value === null) return scalarOf(draw, value);
  const entries = Array.isArray(value) ? value.map((item) => ['-', item] as const) : Object.entries(value);
  if (entries.length === 0 || draw(60) === 0) return JSON.stringify(value);
  const lines = entries.flatMap(([key, item]) => {
    const anchor = pick(draw, ['', '', '', '', '', '', '', '', '', '', '', '', '&a ', '&b ', '!!str ', '!!map ']);
    const odd = draw(150);
    if (odd === 0) return [`${pad}${head(key)} *a`];
    if (odd === 1 && key !== '-') return [`${pad}<<: *${pick(draw, ['a', 'b'])}`];
    const deep = typeof item === 'object' && item !== null && Object.keys(item).length > 0;
    const inner = yamlOf(draw, item, indent + 2);
    const text =
      deep && !/^[[{]/.test(inner)
        ? `${pad}${head(key)} ${odd < 6 ? anchor : ''}\n${inner}`
        : `${pad}${head(key)} ${odd < 6 ? anchor : ''}${inner}`;
    return odd === 7 ? [text, text] : odd === 8 ? [`${pad}# ${key}`, text] : [text];
  });
  return lines.join('\n');
}

function head(key: string): string {
  if (key === '-') return '-';
  return /^[A-Za-z][\w./-]*$/.test(key) ? `${key}:` : `${JSON.stringify(key)}:`;
}

function scalarOf(draw: Draw, value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? '~';
  if (draw(30) === 0) return value;
  if (/^[a-z][\w./-]*$/i.test(value)) return value;
  return draw(4) === 0 ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
}

const PIECES = [
  ...'{}[]:-#&*!|>\'"%@`,?\t\n a0~\\<=.+_/'.split(''),
  '- ',
  ': ',
  '\n  ',
  '---\n',
  '...\n',
  '&a ',
  '*a',
  '<<: ',
  '!!binary ',
  'null',
  'true',
  '-1',
  '1e99',
  '65536',
  '|\n',
  '>-\n',
  '0.0.0.0',
  '::/0',
  '255.255.255.255/33',
  '\u0000',
  '\u202e',
  '\ud800',
  '\u2028',
  '\u0085',
  '\uFEFF',
  '__proto__',
  'kind: Pod\n',
  'replicas: 99999\n',
  '{"',
  '}}',
  '\r',
  '\r\n',
  'a'.repeat(300),
  '%YAML 1.1\n',
  '? ',
  '- - - ',
  '{{ .Values.x }}',
  '${X}',
  '<html>',
];

/** A file: objects with something wrong, written in some way, cut and pasted in one of three. */
export function spoiledFile(draw: Draw): string {
  let text = written(draw, spoiledObjects(draw));
  const way = draw(12);
  if (way === 0) text = text.slice(0, draw(text.length));
  if (way === 1) text = text.slice(draw(text.length));
  if (way === 2) text = text.replaceAll('\n', '\r\n');
  if (way === 3) text = text.replaceAll('    ', '\t');
  for (let count = draw(4) === 0 ? 1 + draw(4) : 0; count > 0; count -= 1) {
    const cut = draw(text.length);
    const kind = draw(4);
    if (kind === 0) text = text.slice(0, cut) + text.slice(cut + draw(40));
    else if (kind === 1)
      text = text.slice(0, cut) + text.slice(draw(text.length)).slice(0, draw(400)) + text.slice(cut);
    else text = text.slice(0, cut) + pick(draw, PIECES) + text.slice(cut + draw(3));
  }
  return text;
}

function written(draw: Draw, objects: readonly Plain[]): string {
  const way = draw(10);
  const listOf = (items: readonly unknown[]): Plain => ({ apiVersion: 'v1', kind: 'List', items });
  if (way === 0) return JSON.stringify(listOf(objects));
  if (way === 1)
    return JSON.stringify(
      listOf([listOf(objects.slice(0, 3)), { kind: 'PodList', apiVersion: 'v1', items: objects.slice(3) }]),
      null,
      2,
    );
  if (way === 2)
    return objects
      .map((object) => JSON.stringify({ type: pick(draw, ['ADDED', 'MODIFIED', 'DELETED']), object }))
      .join('\n');
  if (way === 3) return yamlOf(draw, listOf(objects));
  return objects.map((object) => yamlOf(draw, object)).join('\n---\n');
}
