import { expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { saidFinding } from '../../../support/said.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { object, pod, service } from '../unread/board.ts';

const NODE = object('v1 Node n1', { podCIDRs: ['10.20.1.0/24'] });
const BEHIND = ['a/old', 'b/new'].flatMap((name) => [pod(name, 80, { spec: {} }), service(name, 80)]);

function ingress(at: string, created?: string, annotations: Readonly<Record<string, string>> = {}): RawObject {
  const name = at === 'a/one' ? 'old' : 'new';
  const backend = { service: { name, port: { number: 80 } } };
  const paths = [{ path: '/', pathType: 'Prefix', backend }];
  const metadata = { ...(created !== undefined && { creationTimestamp: created }), annotations };
  const spec = { ingressClassName: 'nginx', rules: [{ host: 'shop.example', http: { paths } }] };
  return object(`networking.k8s.io/v1 Ingress ${at}`, spec, metadata);
}

function answering(...ingresses: readonly RawObject[]): string | undefined {
  const router = createRouter(buildCluster({ objects: [NODE, ...BEHIND, ...ingresses] }));
  const traced = router.trace({ from: { internet: true }, to: 'http://shop.example/' });
  if (!traced.ok) throw new Error(traced.error.code);
  return traced.value.outcomes[0]?.http?.backend?.service;
}

const said = (...ingresses: readonly RawObject[]) =>
  buildCluster({ objects: [NODE, ...BEHIND, ...ingresses] })
    .findings.filter(({ code }) => code === 'INGRESS_PATH_TAKEN')
    .map((finding) => `${finding.object?.name}: ${saidFinding(finding)}`);

test('of two Ingresses with one path the older has it, in whatever order they are given', () => {
  const [older, newer] = [ingress('a/one', '2026-01-01T00:00:00Z'), ingress('b/two', '2026-01-02T00:00:00Z')];
  expect([answering(older, newer), answering(newer, older)]).toEqual(['old', 'old']);
  expect(said(newer, older)).toEqual([
    'two: ingress-nginx sends shop.example, path "/", to Ingress a/one, which is older: nothing comes here. Its admission webhook refuses whichever of the two is applied second: host "shop.example" and path "/" is already defined in ingress a/one',
  ]);
  // What does not say when it was created is yet to be.
  expect(answering(ingress('b/two'), older)).toBe('old');
});

test('of the same age the one whose name sorts last has it', () => {
  expect([answering(ingress('a/one'), ingress('b/two')), answering(ingress('b/two'), ingress('a/one'))]).toEqual([
    'new',
    'new',
  ]);
  expect(said(ingress('a/one'), ingress('b/two'))[0]).toContain('b/two, which is as old, and comes first by its name');
});

test('a canary takes nothing away, and neither does one of another controller', () => {
  const canary = ingress('b/two', undefined, {
    'nginx.ingress.kubernetes.io/canary': 'true',
    'nginx.ingress.kubernetes.io/canary-weight': '10',
  });
  expect(said(ingress('a/one'), canary)).toEqual([]);
  const other = ingress('b/two');
  const traefik = { ...other, spec: { ...(other['spec'] as object), ingressClassName: 'traefik' } };
  expect(said(ingress('a/one'), traefik)).toEqual([]);
});
