import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { object, pod, service } from './unread/board.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

const backend = { service: { name: 'wiki', port: { number: 80 } } };
const BEHIND = [pod('docs/wiki', 80, { spec: {} }), service('docs/wiki', 80)];

function ingress(name: string, path: string, annotations: Readonly<Record<string, string>> = {}): RawObject {
  const paths = [{ path, pathType: 'ImplementationSpecific', backend }];
  const own = Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [`nginx.ingress.kubernetes.io/${key}`, value]),
  );
  return object(
    `networking.k8s.io/v1 Ingress docs/${name}`,
    { rules: [{ host: 'a.example', http: { paths } }] },
    { annotations: own },
  );
}

/** Status and the path the backend sees. */
function asked(path: string, ...objects: readonly RawObject[]): string {
  const node = object('v1 Node n1', { podCIDRs: ['10.20.1.0/24'] });
  const traced = createRouter(buildCluster({ objects: [node, ...BEHIND, ...objects] })).trace({
    from: { internet: true },
    to: `http://a.example${path}`,
  });
  if (!traced.ok) throw new Error(traced.error.code);
  const [outcome] = traced.value.outcomes;
  return `${outcome?.http?.status} ${outcome?.http?.requestSeen?.path ?? ''}`.trim();
}

describe('paths that ingress-nginx takes for regular expressions', () => {
  const rewriting = ingress('i', '/wiki(/|$)(.*)', { 'rewrite-target': '/$2' });
  test.each([
    ['/wiki/pages/1', '200 /pages/1'],
    ['/wiki', '200 /'],
    ['/WIKI/x', '200 /x'],
    ['/wiki/a?b=c', '200 /a?b=c'],
    ['/wikipedia', '404'],
    ['/', '404'],
  ])('%s: %s', (path, answer) => {
    expect(asked(path, rewriting)).toBe(answer);
  });

  test('a target without groups is for every path below', () => {
    expect(asked('/wiki/pages/1', ingress('i', '/wiki', { 'rewrite-target': '/' }))).toBe('200 /');
  });

  test('one Ingress of a host makes all its paths such, the longest first', () => {
    const plain = ingress('plain', '/w.*');
    expect(asked('/wax', plain)).toBe('404');
    expect(asked('/wax', plain, ingress('other', '/zoo', { 'use-regex': 'true' }))).toBe('200 /wax');
    expect(asked('/wiki/x', plain, rewriting)).toBe('200 /x');
  });

  test('what is no regular expression fits nothing, and takes no time', () => {
    expect(asked('/wiki', ingress('i', '/wiki(', { 'use-regex': 'true' }))).toBe('404');
    const before = Date.now();
    expect(asked(`/${'a'.repeat(3000)}`, ingress('i', '/(a+)+b', { 'use-regex': 'true' }))).toBe('404');
    expect(Date.now() - before).toBeLessThan(20_000);
  });

  test('what compiles to too many instructions fits nothing, as in routes of a Gateway', () => {
    expect(asked('/wiki/aaa', ingress('i', '/wiki/((a{1,10}){1,10}){1,10}', { 'use-regex': 'true' }))).toBe('404');
    expect(asked('/wiki/aaa', ingress('i', '/wiki/(a{1,10}){1,10}', { 'use-regex': 'true' }))).toBe('200 /wiki/aaa');
  });
});

describe('an Ingress without a class', () => {
  const controller = (args: readonly string[], image = 'registry.k8s.io/ingress-nginx/controller:v1.9.1') => [
    pod('edge/ctl', undefined, {
      labels: { 'app.kubernetes.io/name': 'ingress-nginx' },
      spec: {
        containers: [
          { name: 'c', image, args: ['/nginx-ingress-controller', ...args], ports: [{ containerPort: 80 }] },
        ],
      },
    }),
    {
      ...service('edge/ctl', 80, { type: 'LoadBalancer', selector: { 'app.kubernetes.io/name': 'ingress-nginx' } }),
      status: { loadBalancer: { ingress: [{ ip: '198.51.100.77' }] } },
    },
    object('networking.k8s.io/v1 IngressClass nginx', { controller: 'k8s.io/ingress-nginx' }),
  ];
  const walk = (to: string, objects: readonly RawObject[]) => {
    const node = object('v1 Node n1', { podCIDRs: ['10.20.1.0/24'] });
    const router = createRouter(buildCluster({ objects: [node, ...BEHIND, ingress('i', '/'), ...objects] }));
    const traced = router.trace({ from: { internet: true }, to, http: { headers: { Host: 'a.example' } } });
    if (!traced.ok) throw new Error(traced.error.code);
    return traced.value.outcomes[0];
  };

  test('is left alone by ingress-nginx 1, which answers 404', () => {
    expect(walk('http://a.example/', controller([]))).toMatchObject({
      cause: { code: 'INGRESS_NOT_SERVED', fix: { value: 'nginx' }, detail: { is: 'PASSED_OVER' } },
    });
    expect(walk('http://198.51.100.77/', controller([]))).toMatchObject({
      http: { status: 404 },
      cause: { code: 'INGRESS_NO_MATCH' },
    });
  });

  test('is served when the controller is told so, by older ones, and where its class is the default', () => {
    expect(walk('http://198.51.100.77/', controller(['--watch-ingress-without-class=true']))?.http?.status).toBe(200);
    expect(
      walk('http://198.51.100.77/', controller([], 'registry.k8s.io/ingress-nginx/controller:v0.49.3'))?.http?.status,
    ).toBe(200);
    const usual = object(
      'networking.k8s.io/v1 IngressClass nginx',
      { controller: 'k8s.io/ingress-nginx' },
      { annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
    );
    expect(walk('http://198.51.100.77/', [...controller([]).slice(0, 2), usual])?.http?.status).toBe(200);
  });
});
