import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { ALB, ask, BOARD, ingress, type Labels, path, PUBLIC, web } from './cloud-board.ts';
import { object, pod, service, walk } from './unread/board.ts';

const group = (more: Labels = {}): Labels => ({ ...PUBLIC, [`${ALB}group.name`]: 'g', ...more });
const listens = (text: string): Labels => ({ [`${ALB}listen-ports`]: text });
const letsIn = (cidr: string): Labels => ({ [`${ALB}inbound-cidrs`]: cidr });

describe('a listener of an ALB', () => {
  const open = ingress(group(listens('[{"HTTP": 80}]')), { name: 'open' });
  const closed = ingress(group({ ...listens('[{"HTTP": 8080}]'), ...letsIn('10.9.0.0/16') }), {
    name: 'closed',
    host: 'inner.example',
  });
  test('lets in the ranges of the Ingresses that ask for it, and no others of the group', () => {
    const objects = [open, closed, web('NodePort')];
    expect(ask(objects).verdict).toBe('REACHABLE');
    expect(ask(objects, 'http://inner.example:8080/').outcomes[0]).toMatchObject({
      disposition: 'DROPPED',
      cause: { code: 'INBOUND_RANGE_NOT_ALLOWED', object: { name: 'closed' } },
    });
  });
  test('has the rules of the Ingresses that ask for it alone', () => {
    const other = ingress(group(listens('[{"HTTP": 8080}]')), { name: 'other', host: 'inner.example' });
    const objects = [open, other, web('NodePort')];
    const statusOf = (to: string) => ask(objects, to).outcomes[0]?.http?.status;
    expect(statusOf('http://inner.example:8080/')).toBe(200);
    expect(statusOf('http://inner.example/')).toBe(404);
    expect(statusOf('http://shop.example:8080/')).toBe(404);
  });
  test('ranges that contradict each other at one port keep the whole group from being built; at two they do not', () => {
    const first = ingress(group(letsIn('0.0.0.0/0')), { name: 'a' });
    const other = (more: Labels) =>
      ingress(group({ ...letsIn('10.9.0.0/16'), ...more }), { name: 'b', host: 'inner.example' });
    expect(ask([first, other({}), web('NodePort')]).outcomes[0]).toMatchObject({
      http: { status: 503 },
      cause: {
        code: 'INGRESS_NOT_SERVED',
        detail: { is: 'RANGES_CONFLICT', port: 80, ingress: { name: 'b' }, other: { ingress: { name: 'a' } } },
      },
    });
    expect(ask([first, other(listens('[{"HTTP": 8080}]')), web('NodePort')]).verdict).toBe('REACHABLE');
    expect(ask([first, other(letsIn('0.0.0.0/0')), web('NodePort')]).verdict).toBe('REACHABLE');
  });
});

describe('health checks', () => {
  /** Two pods that call the same port by name and serve it at different numbers. */
  const apart: readonly RawObject[] = [
    ...BOARD.filter(({ kind }) => kind !== 'Pod'),
    ...[8080, 9090].map((port) =>
      pod(`oven/web-${port}`, undefined, {
        labels: { app: 'web' },
        spec: { containers: [{ name: 'main', image: 'img', ports: [{ name: 'http', containerPort: port }] }] },
      }),
    ),
  ];
  const byName = (annotations: Labels = {}) =>
    service(
      'oven/web',
      80,
      { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http', nodePort: 30_080 }] },
      { annotations },
    );
  const gce = ingress({ 'kubernetes.io/ingress.class': 'gce' }, { spec: { ingressClassName: undefined } });
  const onGke = (objects: readonly RawObject[]) =>
    walk(objects, { from: { internet: true }, to: 'http://shop.example/' }, { cloud: 'gke', cni: 'bridge' });
  const called = ({ outcomes }: ReturnType<typeof walk>) =>
    [...new Set(outcomes.map(({ legs }) => legs.at(-1)?.request.flow.destinationPort))].toSorted(
      (a = 0, b = 0) => a - b,
    );

  test('each target is asked at the port that it serves, unless the check has one of its own', () => {
    const served = onGke([...apart, gce, byName()]);
    expect(called(served)).toEqual([8080, 9090]);
    const { detail } = served.assumptions.find(({ code }) => code === 'HEALTH_CHECK_ASSUMED') ?? {};
    expect(detail).toEqual({
      service: { namespace: 'oven', name: 'web' },
      check: { by: 'GCE', type: 'HTTP', path: '/' },
    });
    const config = object('cloud.google.com/v1 BackendConfig oven/check', { healthCheck: { port: 9090 } });
    const named = byName({ 'cloud.google.com/backend-config': '{"default":"check"}' });
    expect(called(onGke([...apart, gce, named, config]))).toEqual([9090]);
  });
  test('a BackendConfig is that of the port that is called, not of another one of the Service', () => {
    const armor = object('cloud.google.com/v1 BackendConfig oven/armor', { securityPolicy: { name: 'a' } });
    const of = (port: number) => byName({ 'cloud.google.com/backend-config': `{"ports":{"${port}":"armor"}}` });
    expect(onGke([...apart, gce, of(80), armor]).verdict).toBe('UNDETERMINED');
    expect(onGke([...apart, gce, of(81), armor]).verdict).toBe('REACHABLE');
  });
  describe('of an ALB', () => {
    const ip = { ...PUBLIC, [`${ALB}target-type`]: 'ip' };
    const onEks = (ingressAnnotations: Labels, serviceAnnotations: Labels = {}) =>
      walk(
        [...apart, ingress(ingressAnnotations), byName(serviceAnnotations)],
        { from: { internet: true }, to: 'http://shop.example/' },
        { cloud: 'eks', cni: 'bridge' },
      );
    test('leave no verdict open, whatever annotations say of them', () => {
      const told = {
        [`${ALB}healthcheck-path`]: '/up',
        [`${ALB}success-codes`]: '200-399',
        [`${ALB}healthcheck-interval-seconds`]: '5',
      };
      const result = onEks({ ...ip, ...told });
      expect(result.verdict).toBe('REACHABLE');
      expect(result.notConsidered ?? []).toEqual([]);
      // All alike: it sends to them whatever they answer.
      expect(result.assumptions.map(({ code }) => code)).not.toContain('HEALTH_CHECK_ASSUMED');
    });
    test('keep requests from a target that nobody listens at, and say what that rests on; the Service goes before the Ingress', () => {
      const result = onEks({ ...ip, [`${ALB}healthcheck-port`]: '1' }, { [`${ALB}healthcheck-port`]: '9090' });
      expect(called(result)).toEqual([9090]);
      expect(result.assumptions.find(({ code }) => code === 'HEALTH_CHECK_ASSUMED')?.detail).toMatchObject({
        check: { by: 'ALB', type: 'HTTP', path: '/', port: 9090, codes: '200' },
      });
    });
    test('that no target passes have it send to all', () => {
      expect(called(onEks({ ...ip, [`${ALB}healthcheck-port`]: '1' }))).toEqual([8080, 9090]);
    });
    test('that cannot be read keep it from being built', () => {
      for (const [annotation, value] of [
        ['healthcheck-port', 'nobody'],
        ['healthcheck-protocol', 'TCP'],
        ['backend-protocol', 'GRPC'],
      ] as const) {
        expect(onEks({ ...ip, [ALB + annotation]: value }).outcomes[0]?.cause).toMatchObject({
          code: 'INGRESS_NOT_SERVED',
          detail: { is: 'ANNOTATION_UNREADABLE', mistake: { is: 'VALUE', field: annotation, given: value } },
        });
      }
    });
    test('of nodes pass on to pods: where externalTrafficPolicy is Local a node without any gets nothing', () => {
      const local = {
        ...web('NodePort'),
        spec: { ...Object(web('NodePort')['spec']), externalTrafficPolicy: 'Local' },
      };
      const { outcomes } = ask([ingress(PUBLIC), local]);
      expect(new Set(outcomes.map(({ legs }) => legs[1]?.request.flow.destinationIP))).toEqual(new Set(['10.0.0.11']));
    });
  });
});

test('weights that are all zero: the ALB answers by itself, and it is said', () => {
  const value = {
    type: 'forward',
    forwardConfig: { targetGroups: [{ serviceName: 'web', servicePort: 80, weight: 0 }] },
  };
  const used = {
    path: '/',
    pathType: 'Prefix',
    backend: { service: { name: 'off', port: { name: 'use-annotation' } } },
  };
  const { outcomes } = ask([
    ingress({ ...PUBLIC, [`${ALB}actions.off`]: JSON.stringify(value) }, { paths: [used, path('web', '/web')] }),
    web('NodePort'),
  ]);
  expect(outcomes[0]).toMatchObject({
    http: { status: 503 },
    cause: { code: 'INGRESS_ANSWERS_ITSELF', detail: { is: 'ALL_WEIGHT_0', status: 503 } },
  });
});
