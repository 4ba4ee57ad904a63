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
  ])('%s', (code, broken, expected) => {
    const { fix, left } = fixed(code, broken);
    expect(fix).toMatchObject(expected);
    expect(left).not.toContain(code);
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
