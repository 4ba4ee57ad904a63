import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingsAbout } from '../../../src/engine/kubernetes/build/index-cluster.ts';
import { findUnannouncedAddresses } from '../../../src/engine/kubernetes/findings/unannounced-addresses.ts';
import { createReport } from '../../../src/engine/kubernetes/model/report.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { objectKey } from '../../../src/engine/kubernetes/model/object.ts';
import { createEngine } from '../../../src/engine/routing/engine/create-engine.ts';
import { joinPrograms, NO_PROGRAMS, program } from '../../../src/engine/routing/engine/programs.ts';
import { drafts, objectsOf } from '../properties/generated-cluster.ts';
import { buildCluster } from '../../whole-engine.ts';
import { object, pod, service } from '../routing/unread/board.ts';

// Whoever walks one request asks for mistakes of what it meets: these are those of all of them, found by looking at less.

function expectTheSame(objects: readonly RawObject[]): readonly string[] {
  const all = buildCluster({ objects }).findings;
  const keys = new Set([
    ...all.map((each) => objectKey(each.object)),
    ...objects.map(({ kind, metadata }) => objectKey({ kind, ...metadata })),
  ]);
  for (const key of keys) {
    const isAsked = (ref: Parameters<typeof objectKey>[0]): boolean => objectKey(ref) === key;
    expect(findingsAbout(buildCluster({ objects }), isAsked)).toEqual(all.filter((each) => isAsked(each.object)));
  }
  return all.map(({ code }) => code);
}

const owned = (kind: string, name: string) => ({ ownerReferences: [{ kind, name, controller: true }] });
const serving = (port: number) => ({
  spec: {
    nodeName: 'n1',
    hostNetwork: true,
    containers: [{ name: 'main', image: 'img', ports: [{ containerPort: port }] }],
  },
});

test('what is found about some objects is what is found about them among all', () => {
  const replicas = object('apps/v1 ReplicaSet oven/round', { selector: { matchLabels: { a: 'b' } }, template: {} });
  const codes = expectTheSame([
    object('v1 Node n1', { podCIDRs: ['10.20.1.0/24'] }),
    object('v1 Namespace oven', {}),
    pod('oven/bread', undefined, serving(7000)),
    // Both cannot have the port of their node; the second is told.
    pod('oven/cake', undefined, serving(7000)),
    service('oven/bread', 7000, { selector: { app: 'braed' } }),
    service('oven/shut', 7000, { selector: { app: 'bread' }, ports: [{ port: 80, targetPort: 81 }] }),
    object('v1 Service oven/refused', {
      clusterIP: '10.96.0.10',
      selector: { app: 'bread' },
      ports: [{ port: 80 }, { port: 81 }],
    }),
    object('networking.k8s.io/v1 NetworkPolicy oven/guard', { podSelector: { matchLabels: { app: 'nobody' } } }),
    object('networking.k8s.io/v1 NetworkPolicy oven/none', { podSelector: { matchLabels: { app: 'no-one' } } }),
    object('networking.k8s.io/v1 Ingress oven/entry', {
      defaultBackend: { service: { name: 'nothing', port: { number: 1 } } },
    }),
    { ...replicas, metadata: { ...replicas.metadata, ...owned('ReplicaSet', 'square') } },
    { ...replicas, metadata: { ...replicas.metadata, name: 'square', ...owned('ReplicaSet', 'round') } },
  ]);
  const expected = [
    'PORT_CONFLICT',
    'SELECTOR_MATCHES_NOTHING',
    'TARGET_PORT_NOT_DECLARED',
    'SERVICE_REFUSED',
    'OWNERS_IN_A_CIRCLE',
  ];
  expect(codes).toEqual(expect.arrayContaining([...expected, 'POLICY_SELECTS_NOTHING', 'INGRESS_BACKEND_NOT_FOUND']));
});

test('policies that nobody asks about are not looked at', () => {
  let asked: unknown;
  const policies = program('policies', {
    cluster: { findPolicyMistakes: (_cluster, _report, about) => void (asked = about) },
  });
  const cluster = createEngine(joinPrograms(NO_PROGRAMS, policies)).buildCluster({ objects: [] });
  const isAsked = (): boolean => false;
  findingsAbout(cluster, isAsked);
  expect(asked).toBe(isAsked);
});

test('of any cluster', () => {
  fc.assert(
    fc.property(drafts, (draft) => void expectTheSame(objectsOf(draft))),
    { numRuns: 10 },
  );
});

test('who looks for addresses that nobody announces has no list of all objects made for Services that ask for none', () => {
  const cluster = buildCluster({
    objects: [object('v1 Node n1', { podCIDRs: ['10.20.1.0/24'] }), service('oven/bread', 80)],
  });
  const lazy = new Proxy(cluster, {
    get: (target, name) => {
      if (name === 'objects') throw new Error('All objects were asked for');
      return Reflect.get(target, name) as unknown;
    },
  });
  const report = createReport();
  findUnannouncedAddresses(lazy, report);
  expect(report.findings).toEqual([]);
});
