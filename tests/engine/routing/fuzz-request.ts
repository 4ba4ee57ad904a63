import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { CORE, OTHERS } from '../../manifests/fuzz-objects.ts';
import { type Draw, NASTY, pick } from '../../manifests/fuzz-text.ts';
import { saidError } from '../../support/said.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

/** Two boards: one with the least, one with an object of every kind. */
const routers = [CORE, [...CORE, ...OTHERS]].map((objects) =>
  createRouter(buildCluster({ objects: objects as RawObject[] })),
);

/** Pods that can send, of both boards. */
const SENDERS = routers.flatMap(({ cluster }) =>
  cluster.pods
    .filter(({ phase, ips }) => phase === 'Running' && ips.length > 0)
    .map(({ namespace, name }) => ({ pod: `${namespace}/${name}` })),
);

const SCHEMES = [
  'http://',
  'https://',
  'tcp://',
  'udp://',
  'sctp://',
  'icmp://',
  'HTTP://',
  'ftp://',
  '//',
  '',
  'http:/',
  'http:///',
  'javascript:',
  '\t http://',
];
const HOSTS = [
  'web.shop',
  'web',
  'web.shop.svc.cluster.local.',
  'db.shop',
  'outside.shop',
  'db-3.db.shop',
  '10.96.0.50',
  '[fd00:96::50]',
  '203.0.113.10',
  '192.168.0.11',
  '127.0.0.1',
  '[::1]',
  '0.0.0.0',
  '[::ffff:10.0.0.1]',
  '169.254.1.1',
  '224.0.0.1',
  '255.255.255.255',
  'shop.example.com',
  'a.example',
  'r.example',
  'user:pw@web.shop',
  'xn--bcher-kva.example',
  'bücher.example',
  'a..b',
  '-a',
  '*.example.com',
  '10.1',
  '0x7f.1',
  '2130706433',
  '[fe80::1%eth0]',
  '[',
  ']',
  '',
  '.',
  'a'.repeat(300),
  '10-244-1-5.shop.pod',
  '1.0.244.10.in-addr.arpa',
  '%77eb.shop',
  'web。shop',
];
const PORTS = [
  '',
  ':80',
  ':0',
  ':65535',
  ':65536',
  ':-1',
  ':080',
  ':http',
  ':',
  ':5432',
  ':53',
  ':8080',
  ':30080',
  ':80:80',
  ':1e3',
  ': 80',
];
const PATHS = [
  '',
  '/',
  '/cart',
  '/shop/cart/1',
  '/cart/../pay',
  '//',
  '/%00',
  '/%zz',
  '/?q=1',
  '?q=1#f',
  '#f',
  '/é',
  '/a b',
  '/\u0000',
  '/\ud800',
  `/${'a/'.repeat(2000)}`,
  '/(a+)+$',
  '\\',
  '/\r\nHost: x',
];
const FROM: readonly unknown[] = [
  { pod: 'shop/client' },
  { pod: 'shop/client', container: 'client' },
  { pod: 'shop/client', container: 'x' },
  { pod: '/' },
  { pod: 'a/b/c' },
  { node: 'node-1' },
  { node: 'constructor' },
  { ip: '203.0.113.2', enters: 'node-1' },
  { ip: '10.244.1.1', enters: 'node-2' },
  { ip: 'fd00::9', enters: 'node-1' },
  { ip: 'x', enters: 'node-1' },
  { internet: true },
  { internet: true, ip: '198.51.100.7' },
  { internet: true, ip: '::1' },
  { internet: true, ip: '10.96.0.50' },
  {},
  null,
  [],
  'pod/shop/client',
];
const VIA: readonly unknown[] = [
  undefined,
  undefined,
  undefined,
  'ingress/shop/web',
  'gateway/shop/edge',
  'gateway/shop/edge/http',
  'gateway/shop/edge/tls',
  'gateway/shop/edge/udp',
  'gateway/shop/none',
  'ingress/',
  '//',
  'gateway/a/b/c/d',
  'constructor/a/b',
];
const METHODS: readonly unknown[] = [
  'GET',
  'get',
  'POST',
  'CONNECT',
  'OPTIONS',
  '',
  ' ',
  'G ET',
  'é',
  'a'.repeat(300),
  null,
  1,
  {},
];
const HEADERS: readonly (readonly [string, unknown])[] = [
  ['Host', 'shop.example.com'],
  ['host', ''],
  ['Host', 'a:b:c'],
  ['X-Canary', 'v1'],
  ['X-Canary', 'a'.repeat(9000)],
  ['Authorization', 'Basic x'],
  ['Upgrade', 'websocket'],
  ['a b', 'c'],
  ['__proto__', 'x'],
  ['constructor', 'x'],
  ['X', 'a\r\nb'],
  ['X', '\u0000'],
  ['Cookie', 'a=b'],
  ['Content-Length', '-1'],
  ['X-Forwarded-For', '1.2.3.4'],
  ['X', null],
  ['X', {}],
  ['X', 7],
];

/** A request as somebody, or a file, might give it. */
export function oddRequest(draw: Draw): TraceRequest {
  // Most parts are as people write them, so that what is odd about one is reached.
  const some = <T>(list: readonly T[], usual: number): T => pick(draw, draw(7) === 0 ? list : list.slice(0, usual));
  const to = some(SCHEMES, 4) + some(HOSTS, 18) + some(PORTS, 2) + some(PATHS, 5);
  const at = draw(to.length);
  const cut =
    draw(9) === 0
      ? to.slice(0, at) + pick(draw, [' ', '@', ':', '/', '\u202e', '%', '[']) + to.slice(at + draw(2))
      : to;
  const odd = (value: unknown): unknown => (draw(60) === 0 ? pick(draw, NASTY) : value);
  const headers = Object.fromEntries(Array.from({ length: draw(3) }, () => some(HEADERS, 4)));
  return {
    from: odd(pick(draw, draw(6) === 0 ? FROM : SENDERS)),
    to: odd(cut),
    ...(draw(2) === 0 && { via: odd(some(VIA, 6)) }),
    ...(draw(2) === 0 && { http: odd({ method: some(METHODS, 5), headers: odd(headers) }) }),
    ...(draw(6) === 0 && { sourcePort: odd(some([1, 40_000, 65_000, 70_000, 0.5], 3)) }),
    ...(draw(6) === 0 && { bytes: odd(pick(draw, [28, 1500, 9000, 65_535, 65_536, 0])) }),
  } as unknown as TraceRequest;
}

/** True where it was walked; throws where it is refused without a word. */
export function walkOdd(draw: Draw): boolean {
  const request = oddRequest(draw);
  const result = pick(draw, routers).trace(request);
  if (!result.ok && saidError(result.error).length < 10) throw new Error('no reason is given');
  if (result.ok && result.value.outcomes.length === 0) throw new Error('no outcome');
  return result.ok;
}
