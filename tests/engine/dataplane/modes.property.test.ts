import fc from 'fast-check';
import { expect, test } from 'vitest';
import { podNamespace } from '../../../src/engine/dataplane/build/build-network.ts';
import type { ClusterSettings } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { ProxyMode } from '../../../src/engine/kubernetes/model/basics.ts';
import { cidr, node, pod, service, type ClusterParts, type EndpointInput } from './fixture-cluster.ts';
import { walks } from './mode-walk.ts';

// Three nodes in two zones with two pods each; Services with endpoints in every condition among them.

type Mode = readonly [mode: ProxyMode, version: ClusterSettings['kubernetesVersion']];
const MODES: readonly Mode[] = [
  ['iptables', '1.35'],
  ['nftables', '1.35'],
  ['ipvs', '1.35'],
  ['ebpf', '1.35'],
  ['nftables', '1.36'],
  ['nftables', '1.37'],
];
const LISTENS = { listeners: [{ protocol: 'TCP', port: 8080, container: 'app' }] } as const;
const PARTS: ClusterParts = {
  nodes: [0, 1, 2].map((at) =>
    node(`n${at}`, [`192.168.0.${at + 2}`], { podCIDRs: [cidr(`10.244.${at}.0/24`)], zone: at === 0 ? 'a' : 'b' }),
  ),
  pods: [0, 1, 2].flatMap((at) =>
    [2, 3].map((last) => pod(`p${at}-${last}`, `n${at}`, [`10.244.${at}.${last}`], LISTENS)),
  ),
};

const endpoint: fc.Arbitrary<EndpointInput> = fc
  .record({
    at: fc.nat({ max: 2 }),
    last: fc.integer({ min: 2, max: 3 }),
    port: fc.constantFrom(8080, 8080, 8080, 9999),
    ready: fc.boolean(),
    terminating: fc.boolean(),
    hinted: fc.boolean(),
  })
  .map(({ at, last, port, ready, terminating, hinted }) => ({
    ip: `10.244.${at}.${last}`,
    ports: { '': port },
    nodeName: `n${at}`,
    ready: ready && !terminating,
    serving: ready,
    terminating,
    forZones: hinted ? ['a'] : [],
  }));

const draft = fc.record({
  services: fc.array(
    fc.record({
      endpoints: fc.array(endpoint, { maxLength: 4 }),
      type: fc.constantFrom('ClusterIP', 'NodePort'),
      internalLocal: fc.boolean(),
      externalLocal: fc.boolean(),
      sticky: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  asked: fc.nat({ max: 2 }),
  masqueradeAll: fc.boolean(),
  from: fc.tuple(fc.nat({ max: 2 }), fc.integer({ min: 2, max: 3 })),
});

/** Where the packet can end: at which pod, or how. */
function outcomes(
  [mode, kubernetesVersion]: Mode,
  { services, asked, masqueradeAll, from }: typeof draft extends fc.Arbitrary<infer T> ? T : never,
) {
  const built = services.map(({ endpoints, type, internalLocal, externalLocal, sticky }, index) =>
    service(`s${index}`, {
      type,
      clusterIPs: [`10.96.0.${index + 1}`],
      ports: [type === 'NodePort' ? { port: 80, nodePort: 30000 + index } : { port: 80 }],
      endpoints,
      internalTrafficPolicy: internalLocal ? 'Local' : 'Cluster',
      externalTrafficPolicy: externalLocal ? 'Local' : 'Cluster',
      ...(sticky ? { sessionAffinityTimeout: 60 } : {}),
    }),
  );
  const found = walks(mode, built, {
    from: podNamespace('default', `p${from[0]}-${from[1]}`),
    to: `10.96.0.${(asked % services.length) + 1}`,
    port: 80,
    parts: { ...PARTS, settings: { masqueradeAll, kubernetesVersion } },
  });
  for (const { there, back } of found) if (there.disposition === 'ACCEPTED') expect(back?.disposition).toBe('ACCEPTED');
  const told = found.map(({ there: { disposition, end } }) =>
    disposition === 'ACCEPTED' || disposition === 'REFUSED' ? `${disposition} ${end}` : disposition,
  );
  return [...new Set(told)].toSorted();
}

test('from a pod to a clusterIP every mode can end at the same pods, and fails alike', () => {
  let refused = 0;
  fc.assert(
    fc.property(draft, (drawn) => {
      const [iptables, nftables, ipvs, ebpf, ...newer] = MODES.map((mode) => outcomes(mode, drawn));
      // The documented exception: policy Local without an endpoint on the node is a drop, or an error.
      const dropped = iptables?.[0] === 'DROPPED';
      if (dropped) refused += 1;
      expect(nftables).toEqual(iptables);
      expect([ipvs, ebpf]).toEqual([0, 1].map(() => (dropped ? ['REJECTED'] : iptables)));
      expect(newer).toEqual([iptables, iptables]);
    }),
    { numRuns: 150, seed: 3 },
  );
  expect(refused).toBeGreaterThan(0);
});
