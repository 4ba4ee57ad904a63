import { expect, test } from 'vitest';
import { entryAnnotation } from '../../src/engine/kubernetes/projection/entry-annotations.ts';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import type { TraceRequest } from '../../src/engine/routing/request/request.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { describeOmissions } from '../../src/scenario/omissions.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';
import { BOARD, BUY, object, pod, service, walk } from '../engine/routing/unread/board.ts';
import { ENTRY_SAMPLES, FEW_ENTRY_SAMPLES, POD_SAMPLES, type Sample, UNTRIED } from './annotation-samples.ts';

type Annotations = Readonly<Record<string, string>>;
const OUTSIDE: TraceRequest = { from: { internet: true }, to: 'http://cakes.example/' };
const BALANCED: TraceRequest = { from: { internet: true }, to: 'http://203.0.113.9:7000/' };

const without = (kind: string, name: string): readonly RawObject[] =>
  BOARD.filter((each) => each.kind !== kind || each.metadata.name !== name);

function ofIngress(annotations: Annotations): readonly RawObject[] {
  const backend = { service: { name: 'bread', port: { number: 7000 } } };
  const rules = [{ host: 'cakes.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }];
  return [
    ...BOARD,
    object('networking.k8s.io/v1 Ingress oven/i', { rules }, { annotations }),
    object('configuration.konghq.com/v1 KongPlugin oven/token-auth'),
    object('traefik.io/v1alpha1 Middleware oven/strip'),
  ];
}

function ofService(annotations: Annotations): readonly RawObject[] {
  const balanced = service('oven/bread', 7000, { type: 'LoadBalancer' }, { annotations });
  const status = { loadBalancer: { ingress: [{ ip: '203.0.113.9' }] } };
  return [...without('Service', 'bread'), { ...balanced, status }];
}

const UNREAD: readonly RawObject[] = [
  object('k8s.cni.cncf.io/v1 NetworkAttachmentDefinition oven/fast'),
  object('kubeovn.io/v1 SecurityGroup strict', { ingressRules: [] }),
  object('security.istio.io/v1 PeerAuthentication oven/strict', { mtls: { mode: 'STRICT' } }),
  object('policy.linkerd.io/v1beta3 Server oven/all', { podSelector: {}, port: 7000 }),
  object('consul.hashicorp.com/v1alpha1 ServiceIntentions oven/bread', {
    destination: { name: 'bread' },
    sources: [{ name: '*', action: 'deny' }],
  }),
  object('kuma.io/v1alpha1 MeshTrafficPermission oven/none', {
    targetRef: { kind: 'Mesh' },
    from: [{ targetRef: { kind: 'Mesh' }, default: { action: 'Deny' } }],
  }),
];

const ofPod = (annotations: Annotations): readonly RawObject[] => [
  ...without('Pod', 'bread'),
  pod('oven/bread', 7000, { annotations }),
  ...UNREAD,
];

function ofTemplate(annotations: Annotations): readonly RawObject[] {
  const template = {
    metadata: { labels: { app: 'bread' }, annotations },
    spec: { containers: [{ name: 'main', image: 'img', ports: [{ containerPort: 7000 }] }] },
  };
  const selector = { matchLabels: { app: 'bread' } };
  return [
    ...without('Pod', 'bread'),
    object('apps/v1 Deployment oven/bread', { replicas: 1, selector, template }),
    ...UNREAD,
  ];
}

const ofNamespace = (annotations: Annotations): readonly RawObject[] => [
  ...without('Namespace', 'oven'),
  object('v1 Namespace oven', {}, { annotations }),
  ...UNREAD,
];

function opened(objects: readonly RawObject[]): readonly RawObject[] {
  const document = { ...EMPTY_DOCUMENT, objects };
  const decoded = decodeShareLink(encodeShareLink({ document, choices: [], lens: 'objects' }));
  if (!decoded.ok) throw new Error(decoded.why.code);
  return decoded.scenario.document.objects;
}

/** The verdict and what was not considered, word by word. */
function told(objects: readonly RawObject[], request: TraceRequest): string {
  const { verdict, notConsidered = [] } = walk(objects, request);
  return JSON.stringify([verdict, notConsidered]);
}

const CASES: readonly (readonly [
  string,
  (annotations: Annotations) => readonly RawObject[],
  TraceRequest,
  readonly Sample[],
])[] = [
  ['Ingress', ofIngress, OUTSIDE, FEW_ENTRY_SAMPLES],
  ['Service that is called at its load balancer', ofService, BALANCED, FEW_ENTRY_SAMPLES],
  ['Service', ofService, BUY, ENTRY_SAMPLES.filter(([key]) => /cilium|konghq|traefik/.test(key))],
  ['Pod', ofPod, BUY, POD_SAMPLES],
  ['pod template', ofTemplate, BUY, POD_SAMPLES],
  ['Namespace', ofNamespace, BUY, POD_SAMPLES],
];

test.each(CASES)('what is told of an annotation of a %s is told in its link', (_, board, request, samples) => {
  const bare = told(board({}), request);
  const matter = samples.filter(([key, value]) => {
    const here = told(board({ [key]: value }), request);
    expect(told(opened(board({ [key]: value })), request), `${key}: ${value}`).toBe(here);
    return here !== bare;
  });
  // Of every controller, or line of the table, something is told at all.
  expect(matter.length).toBeGreaterThan(samples.length / 4);
});

const ELSEWHERE: readonly object[] = [
  { args: ['--port=9090'] },
  { command: ['serve', '--listen', '0.0.0.0:9090'] },
  { command: ['sh', '-c', 'TOKEN=PLANT exec serve -p 9090 --key PLANT'] },
  { command: ['sh', '-c', 'serve --password=PLANT \\\n  --bind=127.0.0.1:7000'] },
  { command: ['sh', '-c'], args: ['iptables -S && serve --listen-address :9090'] },
  { env: [{ name: 'HTTP_PORT', value: '9090' }] },
  { command: ['uvicorn', 'PLANT:app'], args: ['--key', 'PLANT', '--port', '7000'] },
  { args: ['--bind=127.0.0.1:7000', '--key=PLANT'] },
  { command: ['sh', '-c', 'cd /PLANT && python -m http.server 8000'] },
  { command: ['gunicorn', '-b', 'unix:/PLANT'] },
];

test.each(ELSEWHERE)('where a process is told to listen is told in its link: %j', (more) => {
  const containers = [{ name: 'main', image: 'img', ports: [{ containerPort: 7000 }], ...more }];
  const board = [...without('Pod', 'bread'), pod('oven/bread', undefined, { spec: { containers } })];
  const here = told(board, BUY);
  if (!JSON.stringify(more).includes('unix')) expect(here).toMatch(/UNDETERMINED|UNREACHABLE/);
  expect(told(opened(board), BUY)).toBe(here);
  expect(JSON.stringify(opened(board))).not.toContain('PLANT');
  expect(opened(opened(board))).toEqual(opened(board));
});

test('an annotation of nobody known that names an object which is not read: the name comes along, and no more', () => {
  const board = ofIngress({ 'example.com/uses': 'PLANT oven-strip@kubernetescrd', 'example.com/note': 'PLANT' });
  const here = told(board, OUTSIDE);
  expect(here).toContain('Middleware');
  expect(told(opened(board), OUTSIDE)).toBe(here);
  expect(JSON.stringify(opened(board))).not.toContain('PLANT');
  expect(opened(opened(board))).toEqual(opened(board));
});

test('every line of the table is tried', () => {
  expect(UNTRIED).toEqual([]);
  expect(ENTRY_SAMPLES.filter(([key]) => entryAnnotation(key) !== undefined).length).toBeGreaterThan(500);
});

test('what is private in an annotation stays out, and is told', () => {
  const planted = {
    'nginx.ingress.kubernetes.io/configuration-snippet': 'proxy_set_header X PLANT-1;',
    'nginx.ingress.kubernetes.io/permanent-redirect': 'https://me:PLANT-2@else.example/a?token=PLANT-3',
    'getambassador.io/config': 'a: PLANT-4\nb: c',
    'nginx.ingress.kubernetes.io/auth-secret': 'PLANT-5',
    'haproxy.org/request-set-header': 'Authorization "Bearer PLANT-6"',
    'alb.ingress.kubernetes.io/auth-idp-oidc': '{"secretName":"PLANT-7"}',
    'traefik.ingress.kubernetes.io/custom-request-headers': 'X-Key:PLANT-8',
    'nginx.ingress.kubernetes.io/proxy-read-timeout': 'PLANT-9',
    'example.com/whitelist': 'PLANT-10',
    'nginx.ingress.kubernetes.io/whitelist-source-range': '10.0.0.0/8,\n192.0.2.0/24',
  };
  const text = JSON.stringify(opened(ofIngress(planted)));
  expect(text).not.toContain('PLANT');
  expect(text).toContain('192.0.2.0/24');
  const { omitted, remaining } = describeOmissions({ ...EMPTY_DOCUMENT, objects: ofIngress(planted) });
  const fields = (reason: string) => omitted.find((each) => each.reason === reason)?.fields.length;
  expect([fields('masked'), fields('annotation')]).toEqual([7, 2]);
  expect(remaining[0]?.fields).toEqual([
    'metadata.annotations[nginx.ingress.kubernetes.io/permanent-redirect]',
    'metadata.annotations[nginx.ingress.kubernetes.io/whitelist-source-range]',
  ]);
});
