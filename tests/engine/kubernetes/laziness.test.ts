import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { PortKey } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import { drafts, objectsOf } from '../properties/generated-cluster.ts';
import { nodes, service } from './objects.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

/** A running pod of a cluster, which tells when somebody reads its containers. */
function watchedPod(index: number, read: Set<string>): RawObject {
  const app = `app-${index % 5}`;
  const name = `${app}-${index}`;
  const containers = [{ name: 'main', ports: [{ name: 'http', containerPort: 8080 }] }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app } },
    spec: {
      nodeName: `node-${(index % 5) + 1}`,
      get containers() {
        read.add(name);
        return containers;
      },
    },
    status: {
      phase: 'Running',
      podIP: `10.244.${(index % 5) + 1}.${index + 10}`,
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

/** Without it a CoreDNS is made up, and making room for it looks at every pod's host ports. */
const CLUSTER_DNS: RawObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'kube-dns', namespace: 'kube-system' },
  spec: { clusterIP: '10.96.0.10', ports: [{ port: 53, protocol: 'UDP' }] },
};

test('a walk reads the containers of pods on the nodes it comes by, and of no others', () => {
  const read = new Set<string>();
  const pods = Array.from({ length: 50 }, (_, index) => watchedPod(index, read));
  const services = Array.from({ length: 5 }, (_, index) => service(`app-${index}`));
  const router = createRouter(buildCluster({ objects: [...nodes(5), ...pods, ...services, CLUSTER_DNS] }));
  const { clusterIPs } = router.cluster.service('default', 'app-1') ?? { clusterIPs: [] };
  const traced = router.trace({ from: { pod: 'default/app-0-0' }, to: `tcp://${clusterIPs[0]}:80` });
  expect(traced.ok && traced.value.verdict).toBe('REACHABLE');
  expect([...read].every((name) => name.startsWith('app-0-') || name.startsWith('app-1-'))).toBe(true);
  expect(router.cluster.findings).toEqual([]);
  expect(read.size).toBe(50);
});

test('what was walked once is walked again without a look at all Services or pods: cost follows the path', () => {
  const pods = Array.from({ length: 10 }, (_, index) => watchedPod(index, new Set()));
  const services = Array.from({ length: 5 }, (_, index) => service(`app-${index}`));
  const cluster = buildCluster({ objects: [...nodes(5), ...pods, ...services, CLUSTER_DNS] });
  const router = createRouter(cluster);
  const { clusterIPs } = cluster.service('default', 'app-1') ?? { clusterIPs: [] };
  const request = { from: { pod: 'default/app-0-0' }, to: `tcp://${clusterIPs[0]}:80` };
  const first = router.trace(request);
  const asked: string[] = [];
  for (const list of ['services', 'pods', 'workloads'] as const) {
    const all = cluster[list];
    Object.defineProperty(cluster, list, { get: () => (asked.push(list), all) });
  }
  expect(cluster.services.length + cluster.pods.length).toBeGreaterThan(10);
  expect(asked.splice(0)).toEqual(['services', 'pods']);
  expect(router.trace(request)).toEqual(first);
  expect(asked).toEqual([]);
});

test('what is asked first makes no difference', () => {
  const ask = [
    ({ findings }: ReturnType<typeof buildCluster>) => findings,
    ({ pods }: ReturnType<typeof buildCluster>) => pods,
    ({ services }: ReturnType<typeof buildCluster>) => services.map((each) => [each.endpoints(4), each.endpoints(6)]),
    ({ workloads }: ReturnType<typeof buildCluster>) => workloads,
    ({ nodes: all, podsOn }: ReturnType<typeof buildCluster>) => all.map(({ name }) => podsOn(name)),
  ];
  fc.assert(
    fc.property(drafts, (chosen) => {
      const objects = objectsOf(chosen);
      const forth = buildCluster({ objects });
      const back = buildCluster({ objects });
      const forwards = ask.map((each) => JSON.stringify(each(forth)));
      const backwards = ask.toReversed().map((each) => JSON.stringify(each(back)));
      expect(backwards.toReversed()).toEqual(forwards);
    }),
    { numRuns: 100 },
  );
});

const isFor = (a: PortKey, b: PortKey): boolean => a.name === b.name && a.protocol === b.protocol;

test('the targets of a Service port are its endpoints', () => {
  fc.assert(
    fc.property(drafts, (chosen) => {
      for (const each of buildCluster({ objects: objectsOf(chosen) }).services) {
        for (const family of [4, 6] as const) {
          for (const asked of each.ports) {
            const usable = new Map<string, boolean>();
            for (const { ip, ports, ready, serving, terminating } of each.endpoints(family)) {
              for (const target of ports) {
                const key = `${ip} ${target.port}`;
                if (isFor(target, asked) && !usable.has(key)) usable.set(key, ready || (serving && terminating));
              }
            }
            const count = (list: readonly boolean[]) => [list.length, list.filter(Boolean).length];
            const found = [...each.targets(family, asked)].map((target) => target.usable);
            expect(count(found)).toEqual(count([...usable.values()]));
          }
        }
      }
    }),
    { numRuns: 200 },
  );
});
