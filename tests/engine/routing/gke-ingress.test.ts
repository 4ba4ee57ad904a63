import { expect, test } from 'vitest';
import { buildCluster } from '../../whole-engine.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { type Entry, ask, BOARD, ingress, type Labels, web } from './cloud-board.ts';
import { object } from './unread/board.ts';

const gce = (annotations: Labels = {}, { className = 'gce', spec, ...more }: Entry = {}): RawObject =>
  ingress(
    { 'kubernetes.io/ingress.class': className, ...annotations },
    { ...more, spec: { ...spec, ingressClassName: undefined } },
  );
const tls = { spec: { tls: [{ secretName: 'tls' }] } };
const secret = (name: string, type = 'kubernetes.io/tls'): RawObject => ({
  ...object(`v1 Secret oven/${name}`, {}),
  type,
});
const FRONT = { 'networking.gke.io/v1beta1.FrontendConfig': 'front' };
const front = (spec: Readonly<Record<string, unknown>>) =>
  object('networking.gke.io/v1beta1 FrontendConfig oven/front', spec);
const findingsOf = (objects: readonly RawObject[]) =>
  buildCluster({ objects: [...BOARD, ...objects], overrides: { cloud: 'gke' } }).findings.filter(({ code }) =>
    /SECRET|FRONTEND/.test(code),
  );
const codes = (objects: readonly RawObject[], to?: string) => {
  const { verdict, outcomes, assumptions, notConsidered } = ask(objects, to, 'gke');
  const { cause, http } = outcomes[0] ?? {};
  const detail = cause?.code === 'INGRESS_NOT_SERVED' ? cause.detail.is : cause?.code;
  return {
    verdict,
    cause: detail,
    status: http?.status,
    assumed: assumptions.map(({ code }) => code).filter((code) => /CERTIFICATE|GROUPS/.test(code)),
    aside: (notConsidered ?? []).map((each) => each.object.kind),
  };
};

test('a Secret that is given, one that is not, and one beside others', () => {
  const on = web('NodePort', { 'cloud.google.com/neg': '{"ingress": true}' });
  expect(codes([gce({}, tls), on, secret('tls')])).toMatchObject({ verdict: 'REACHABLE', assumed: [] });
  // Nobody keeps certificates in a repository: where none is given, none is missing, and that is said.
  expect(codes([gce({}, tls), on])).toMatchObject({ verdict: 'REACHABLE', assumed: ['CERTIFICATE_ASSUMED'] });
  expect(codes([gce({}, tls), on, secret('password', 'Opaque')]).verdict).toBe('REACHABLE');
  for (const to of ['http://shop.example/', 'https://shop.example/'])
    expect(codes([gce({}, tls), on, secret('other')], to)).toMatchObject({
      verdict: 'UNREACHABLE',
      cause: 'NO_SECRET',
    });
  const managed = gce({ 'cert-manager.io/issuer': 'letsencrypt' }, tls);
  expect(codes([managed, on, secret('other')])).toMatchObject({
    verdict: 'REACHABLE',
    assumed: ['CERTIFICATE_ASSUMED'],
  });
});

test('a load balancer that stands serves on, whatever its controller cannot sync', () => {
  const status = { loadBalancer: { ingress: [{ ip: '203.0.113.80' }] } };
  const standing = { ...gce({}, tls), status };
  expect(codes([standing, web('NodePort'), secret('other')])).toMatchObject({ verdict: 'REACHABLE', status: 200 });
});

test('what is missing is told by the controller that misses it', () => {
  expect(findingsOf([gce(FRONT, tls), web('NodePort')])).toMatchObject([
    { code: 'TLS_SECRET_NOT_FOUND', detail: { cloud: 'GCE' } },
    { code: 'FRONTEND_CONFIG_NOT_FOUND', detail: { config: { namespace: 'oven', name: 'front' } } },
  ]);
  expect(findingsOf([gce(FRONT), web('NodePort'), front({})])).toEqual([]);
  // An ALB reads no Secret.
  expect(findingsOf([ingress({}, tls), web('NodePort')])).toEqual([]);
});

test('an SSL policy of the project is named, where TLS is spoken', () => {
  const objects = [gce(FRONT, tls), web('NodePort'), secret('tls'), front({ sslPolicy: 'modern' })];
  expect(codes(objects, 'https://shop.example/')).toMatchObject({ verdict: 'REACHABLE', aside: ['FrontendConfig'] });
  expect(codes(objects).aside).toEqual([]);
});

test('network endpoint groups: GKE adds them, unless an annotation says for whom they are', () => {
  const portOf = (annotation: string | undefined, type = 'NodePort', className = 'gce') => {
    const annotations: Labels = annotation === undefined ? {} : { 'cloud.google.com/neg': annotation };
    const from = className === 'gce' ? ({ internet: true } as const) : ({ node: 'n1' } as const);
    const { outcomes } = ask([gce({}, { className }), web(type, annotations)], 'http://shop.example/', 'gke', from);
    const legs = outcomes[0]?.legs.filter(({ kind }) => kind === 'PROXIED') ?? [];
    return legs[0]?.request.flow.destinationPort;
  };
  expect(codes([gce(), web('ClusterIP')])).toMatchObject({
    verdict: 'REACHABLE',
    assumed: ['ENDPOINT_GROUPS_ASSUMED'],
  });
  expect(portOf(undefined)).toBe(8080);
  expect(portOf('{"ingress": true}', 'ClusterIP')).toBe(8080);
  expect(portOf('{"exposed_ports": {"80": {}}}')).toBe(30_080);
  expect(portOf('{"ingress": false}')).toBe(30_080);
  expect(codes([gce(), web('ClusterIP', { 'cloud.google.com/neg': '{"exposed_ports": {"80": {}}}' })]).cause).toBe(
    'NO_NODE_PORT',
  );
});
