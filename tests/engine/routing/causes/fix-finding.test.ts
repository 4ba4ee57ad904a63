import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { applyFix } from '../../../../src/engine/routing/causes/apply-fix.ts';
import { findingFixes } from '../../../../src/engine/routing/engine/finding-fixes.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { object, pod, service } from '../unread/board.ts';

const NAMED = { containers: [{ name: 'main', image: 'img', ports: [{ name: 'http', containerPort: 7000 }] }] };
const BOARD: readonly RawObject[] = [
  object('v1 Node n1', { podCIDRs: ['10.20.1.0/24'] }),
  object('v1 Namespace oven', {}),
  pod('oven/bread', undefined, { spec: NAMED }),
];

/** The fix of the finding with this code, of objects beside the board; and the codes that are found when it is applied. */
function fixed(code: string, ...more: readonly RawObject[]) {
  const objects = [...BOARD, ...more];
  const cluster = buildCluster({ objects });
  const finding = cluster.findings.find((each) => each.code === code);
  if (finding === undefined) throw new Error(`no ${code} among ${cluster.findings.map((each) => each.code).join()}`);
  const fix = findingFixes(cluster, createRouter(cluster).programs)(finding);
  const left = fix && buildCluster({ objects: applyFix(objects, fix) }).findings.map((each) => each.code);
  return { fix, left };
}

const policy = (spec: object): RawObject => object('networking.k8s.io/v1 NetworkPolicy oven/guard', { ...spec });
const ingress = (backend: object): RawObject =>
  object('networking.k8s.io/v1 Ingress oven/entry', {
    ingressClassName: 'alb',
    rules: [
      { host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: backend } }] } },
    ],
  });

describe('a finding with one change that is meant has it as a fix, which has been tried', () => {
  test.each([
    [
      'SELECTOR_MATCHES_NOTHING',
      service('oven/bread', 7000, { selector: { app: 'braed' } }),
      { code: 'SET_SELECTOR', path: ['spec', 'selector'], value: { app: 'bread' } },
    ],
    [
      'POLICY_SELECTS_NOTHING',
      policy({ podSelector: { matchLabels: { app: 'braed' } }, ingress: [{}] }),
      { code: 'SET_FIELD', path: ['spec', 'podSelector', 'matchLabels', 'app'], value: 'bread' },
    ],
    [
      'TARGET_PORT_NOT_FOUND',
      service('oven/bread', 7000, { ports: [{ port: 80, targetPort: 'htpp' }] }),
      { code: 'SET_FIELD', path: ['spec', 'ports', 0, 'targetPort'], value: 'http' },
    ],
    [
      'POLICY_PEER_MATCHES_NOTHING',
      policy({ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'braed' } } }] }] }),
      {
        code: 'SET_FIELD',
        path: ['spec', 'ingress', 0, 'from', 0, 'podSelector', 'matchLabels', 'app'],
        value: 'bread',
      },
    ],
  ])('%s', (code, broken, expected) => {
    const { fix, left } = fixed(code, broken);
    expect(fix).toMatchObject(expected);
    expect(left).not.toContain(code);
  });
  test('where the workload that is meant is scaled to none, it is scaled up and no label is touched', () => {
    const scaled = (kind: string, name = 'braed') =>
      object(`apps/v1 ${kind} oven/${name}`, {
        replicas: 0,
        selector: { matchLabels: { app: name } },
        template: { metadata: { labels: { app: name } }, spec: NAMED },
      });
    const front = service('oven/braed', 7000, { selector: { app: 'braed' } });
    for (const kind of ['Deployment', 'StatefulSet', 'ReplicaSet']) {
      const { fix, left } = fixed('SELECTOR_MATCHES_NOTHING', scaled(kind), front);
      expect(fix).toMatchObject({
        code: 'SET_FIELD',
        detail: { field: 'replicas', value: 1 },
        object: { kind, namespace: 'oven', name: 'braed' },
        path: ['spec', 'replicas'],
        value: 1,
      });
      expect(left).not.toContain('SELECTOR_MATCHES_NOTHING');
    }
    // One of another name is not what is meant.
    expect(fixed('SELECTOR_MATCHES_NOTHING', scaled('Deployment', 'cake'), front).fix).toMatchObject({
      code: 'SET_SELECTOR',
      value: { app: 'bread' },
    });
    const podSelector = { matchLabels: { app: 'braed' } };
    expect(fixed('POLICY_SELECTS_NOTHING', scaled('Deployment'), policy({ podSelector, ingress: [{}] })).fix).toBe(
      undefined,
    );
    const peers = policy({ podSelector: {}, ingress: [{ from: [{ podSelector }] }] });
    expect(fixed('POLICY_PEER_MATCHES_NOTHING', scaled('Deployment'), peers).fix).toBe(undefined);
  });

  test('the name of a Service with a slip, in an Ingress and in routes of either kind', () => {
    const web = service('oven/bread', 80, { type: 'NodePort', ports: [{ name: 'http', port: 80, targetPort: 7000 }] });
    const parentRefs = [{ name: 'gate' }];
    const gate = object('gateway.networking.k8s.io/v1 Gateway oven/gate', {
      gatewayClassName: 'any',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
    });
    const httpRoute = (backend: object) =>
      object('gateway.networking.k8s.io/v1 HTTPRoute oven/entry', { parentRefs, rules: [{ backendRefs: [backend] }] });
    const route = (spec: object) => object('route.openshift.io/v1 Route oven/entry', { host: 'a.example', ...spec });
    const to = { kind: 'Service', name: 'bread' };
    for (const [code, objects, path, value] of [
      [
        'INGRESS_BACKEND_NOT_FOUND',
        [ingress({ name: 'braed', port: { number: 80 } })],
        ['spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service', 'name'],
        'bread',
      ],
      [
        'ROUTE_BACKEND_NOT_FOUND',
        [gate, httpRoute({ name: 'braed', port: 80 })],
        ['spec', 'rules', 0, 'backendRefs', 0, 'name'],
        'bread',
      ],
      [
        'ROUTE_BACKEND_NOT_FOUND',
        [gate, httpRoute({ name: 'bread', port: 7000 })],
        ['spec', 'rules', 0, 'backendRefs', 0, 'port'],
        80,
      ],
      ['ROUTE_SERVICE_NOT_FOUND', [route({ to: { ...to, name: 'braed' } })], ['spec', 'to', 'name'], 'bread'],
      ['ROUTE_PORT_NOT_FOUND', [route({ to, port: { targetPort: 'htpp' } })], ['spec', 'port', 'targetPort'], 'http'],
    ] as const) {
      const { fix, left } = fixed(code, web, ...objects);
      expect(fix, code).toMatchObject({ path, value });
      expect(left).not.toContain(code);
    }
    const twin = service('oven/break', 80, { type: 'NodePort', selector: { app: 'bread' } });
    expect(
      fixed('INGRESS_BACKEND_NOT_FOUND', web, twin, ingress({ name: 'breat', port: { number: 80 } })).fix,
    ).toBeUndefined();
  });
  test('INGRESS_BACKEND_PORT_NOT_FOUND', () => {
    const { fix, left } = fixed(
      'INGRESS_BACKEND_PORT_NOT_FOUND',
      service('oven/bread', 80, { type: 'NodePort', ports: [{ port: 80, targetPort: 7000 }] }),
      ingress({ name: 'bread', port: { number: 7000 } }),
    );
    expect(fix).toMatchObject({ code: 'SET_FIELD_OF_BACKEND', value: { number: 80 } });
    expect(left).not.toContain('INGRESS_BACKEND_PORT_NOT_FOUND');
  });
});

describe('nothing is offered', () => {
  test('where nobody is near, or more than one could be meant', () => {
    expect(
      fixed('SELECTOR_MATCHES_NOTHING', service('oven/cake', 80, { selector: { app: 'cake' } })).fix,
    ).toBeUndefined();
    const two = service('oven/bread', 80, {
      ports: [
        { name: 'a', port: 80, targetPort: 7000 },
        { name: 'b', port: 81, targetPort: 7000 },
      ],
    });
    expect(
      fixed('INGRESS_BACKEND_PORT_NOT_FOUND', two, ingress({ name: 'bread', port: { number: 7000 } })).fix,
    ).toBeUndefined();
  });
  test('that brings another finding', () => {
    const cut = policy({
      podSelector: { matchLabels: { app: 'braed' } },
      policyTypes: ['Egress'],
      egress: [{ to: [], ports: [{ port: 443 }] }],
    });
    expect(fixed('POLICY_SELECTS_NOTHING', cut).fix).toBeUndefined();
  });
});
