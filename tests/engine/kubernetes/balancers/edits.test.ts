import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { buildCluster } from '../../../whole-engine.ts';
import { deployment, node, nodes, service } from '../objects.ts';

// After an edit Services have the addresses that they have in a cluster built anew.

const lb = (name: string, port = 80, spec: object = {}) =>
  service(name, { type: 'LoadBalancer', ports: [{ port, targetPort: 8080 }], ...spec });
const own = (apiVersion: string, kind: string, name: string, spec: object): RawObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'metallb-system', labels: {} },
  spec: { ...spec },
});
const space: RawObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', labels: { team: 'x' } } };

const BOARDS: Readonly<Record<string, readonly RawObject[]>> = {
  metallb: [
    ...nodes(2),
    space,
    own('metallb.io/v1beta1', 'IPAddressPool', 'a', {
      addresses: ['10.9.0.1-10.9.0.2'],
      serviceAllocation: { namespaceSelectors: [{ matchLabels: { team: 'x' } }] },
    }),
    own('metallb.io/v1beta1', 'IPAddressPool', 'b', { addresses: ['10.9.1.0/24'] }),
    deployment('web'),
    lb('one'),
    lb('web'),
    lb('last', 81, { loadBalancerIP: '10.9.1.0' }),
  ],
  cilium: [
    ...nodes(1),
    own('cilium.io/v2', 'CiliumLoadBalancerIPPool', 'a', { blocks: [{ cidr: '10.9.0.0/30' }] }),
    deployment('web'),
    lb('one'),
    lb('web'),
  ],
  k3s: [
    ...[1, 2].map((n) => node(`n${n}`, { address: `192.168.1.${n}`, spec: { providerID: `k3s://n${n}` } })),
    deployment('web', 2),
    lb('web'),
    lb('other'),
    lb('local', 82, { externalTrafficPolicy: 'Local', selector: { app: 'web' } }),
  ],
};

function told(cluster: Cluster) {
  const { services, pods, findings, assumptions } = cluster;
  return {
    services: services.map(({ name, loadBalancerIPs, balancing }) => [name, loadBalancerIPs, balancing]),
    pods: pods.map(({ name, nodeName, pendingReason }) => [name, nodeName, pendingReason]),
    findings,
    assumptions,
  };
}

const relabelled = (each: RawObject): RawObject => ({
  ...each,
  metadata: { ...each.metadata, labels: { ...each.metadata.labels, team: 'y', app: 'other' } },
});

describe.each(Object.entries(BOARDS))('%s', (_name, board) => {
  const edits = board.flatMap((each, at): readonly (readonly [string, readonly RawObject[]])[] => [
    [`without ${each.kind} ${each.metadata.name}`, board.filter((other) => other !== each)],
    [`with other labels of ${each.kind} ${each.metadata.name}`, board.toSpliced(at, 1, relabelled(each))],
  ]);
  test.each([...edits, ['with a Service before', [lb('aaa'), ...board]] as const])('%s', (_edit, after) => {
    const before = buildCluster({ objects: board });
    expect(told(buildCluster({ objects: after, previous: before }))).toEqual(told(buildCluster({ objects: after })));
    const back = buildCluster({ objects: board, previous: buildCluster({ objects: after }) });
    expect(told(back)).toEqual(told(before));
  });
});
