import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { Intervention } from '../../../src/engine/kubernetes/cluster/intervention.ts';
import { KINDS } from '../../../src/engine/kubernetes/kind-table/kinds.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { deployment, nodes, pod, service, workload } from './objects.ts';
import { buildCluster } from '../../whole-engine.ts';
import { runs } from '../../runs.ts';

const kinds = KINDS.map(({ group, kind }) => ({ apiVersion: group === '' ? 'v1' : `${group}/v1`, kind }));

/** Field names the readers look for, so that arbitrary JSON gets past the first look. */
const FIELDS = [
  'template containers initContainers ports selector matchLabels replicas addresses podCIDRs clusterIP',
  'clusterIPs ipFamilies rules http paths backend endpoints conditions name podIP podIPs phase nodeName',
  'tolerations affinity targetPort port metadata spec __proto__ labels type loadBalancer ingress hostNetwork',
  'containerPort mode networking podSubnet',
].flatMap((line) => line.split(' '));
const leaf = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    80,
    -1,
    2 ** 31,
    1e300,
    '',
    'x',
    '10.244.0.5',
    '010.1.1.1 ',
    'fd00::1',
    '10.0.0.0/33',
    'None',
  ),
  fc.constantFrom('10.244.0.0/30', '0.0.0.0/0', '::/0', 'LoadBalancer', 'ExternalName', 'TCP', 'node-1', 'Running'),
  fc.string(),
  fc.integer(),
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...FIELDS), fc.string()), tie('json'), { maxKeys: 6 }),
  ),
}));
const object = fc
  .record({
    base: fc.constantFrom(...kinds),
    name: fc.constantFrom('a', 'b', 'node-1'),
    metadata: json,
    spec: json,
    status: json,
    rest: json,
  })
  .map(({ base, name, metadata, spec, status, rest }) => {
    const own = typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata) ? metadata : {};
    const more = typeof rest === 'object' && rest !== null && !Array.isArray(rest) ? rest : {};
    return { ...more, ...base, metadata: { ...own, name }, spec, status };
  });

function useEverything(cluster: Cluster): string {
  const endpoints = cluster.services.map((s) => [s.endpoints(4), s.endpoints(6)]);
  return JSON.stringify({ ...cluster, endpoints, objects: [...cluster.objects.keys()] });
}

describe('buildCluster is total', () => {
  test('arbitrary JSON for objects never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(json, fc.jsonValue()), { maxLength: 5 }), (objects) => {
        useEverything(buildCluster({ objects: objects as RawObject[] }));
      }),
      { numRuns: runs(500) },
    );
  });

  test('objects of known kinds with arbitrary fields never throw, and give the same twice', () => {
    fc.assert(
      fc.property(fc.array(object, { maxLength: 6 }), (objects) => {
        const raw = objects as unknown as RawObject[];
        const first = useEverything(buildCluster({ objects: raw }));
        expect(useEverything(buildCluster({ objects: structuredClone(raw) }))).toBe(first);
      }),
      { numRuns: runs(1500) },
    );
  });
});

const scene = fc
  .record({
    nodes: fc.integer({ min: 0, max: 4 }),
    deployments: fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 4 }),
    daemon: fc.boolean(),
    stateful: fc.integer({ min: 0, max: 3 }),
    pods: fc.array(fc.integer({ min: 2, max: 12 }), { maxLength: 4 }),
  })
  .map(({ nodes: count, deployments, daemon, stateful, pods }) => [
    ...nodes(count),
    ...deployments.map((replicas, i) => deployment(`d${i}`, replicas)),
    ...(daemon ? [workload('DaemonSet', 'agent', { pod: { hostNetwork: deployments.length % 2 === 0 } })] : []),
    workload('StatefulSet', 'db', { spec: { replicas: stateful, serviceName: 'db' } }),
    ...pods.map((host, i) => {
      const podIP = `10.244.1.${host}`;
      return pod(`p${i}`, i % 2 === 0 ? {} : { spec: { nodeName: 'node-1' }, status: { phase: 'Running', podIP } });
    }),
  ]);

const addressOf = (cluster: Cluster): Map<string, string> =>
  new Map(cluster.pods.map((p) => [`${p.namespace}/${p.name}`, `${p.nodeName} ${p.ips.join()}`]));

describe('addresses', () => {
  test('every running pod has an address of its own', () => {
    fc.assert(
      fc.property(scene, (objects) => {
        const own = buildCluster({ objects }).pods.filter((p) => p.phase === 'Running' && !p.hostNetwork);
        expect(own.every((p) => p.ips.length > 0)).toBe(true);
        const ips = own.flatMap((p) => p.ips);
        expect(new Set(ips).size).toBe(ips.length);
      }),
    );
  });

  test('a Service that nobody asked for changes no pod', () => {
    fc.assert(
      fc.property(scene, fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'), (objects, type) => {
        const before = addressOf(buildCluster({ objects }));
        const after = addressOf(buildCluster({ objects: [service('unrelated', { type }), ...objects] }));
        expect(after).toEqual(before);
      }),
    );
  });

  test('an intervention changes only the pod it names', () => {
    const types = fc.constantFrom('reschedule', 'kill-sandbox', 'stop-container', 'start-container');
    fc.assert(
      fc.property(scene, fc.array(fc.tuple(types, fc.nat(), fc.nat(3)), { maxLength: 5 }), (objects, acts) => {
        const baseline = buildCluster({ objects });
        const interventions: Intervention[] = [];
        for (const [type, pick, to] of acts) {
          const before = addressOf(buildCluster({ objects, interventions }));
          const target = baseline.pods[pick % baseline.pods.length];
          if (target === undefined) return;
          const names = { namespace: target.namespace, pod: target.name };
          if (type === 'reschedule') interventions.push({ type, ...names, node: `node-${to}` });
          else if (type === 'kill-sandbox') interventions.push({ type, ...names });
          else interventions.push({ type, ...names, container: 'main' });
          const after = addressOf(buildCluster({ objects, interventions }));
          const key = `${target.namespace}/${target.name}`;
          for (const [name, address] of before) if (name !== key) expect(after.get(name)).toBe(address);
          if (type.endsWith('container')) expect(after.get(key)).toBe(before.get(key));
        }
      }),
    );
  });
});
