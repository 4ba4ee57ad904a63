import { expect, test } from 'vitest';
import { INTERNET, nodeNamespace, ROUTER } from '../../../src/engine/dataplane/build/build-network.ts';
import type { ProxyMode } from '../../../src/engine/kubernetes/model/basics.ts';
import { CLIENT, ONE, TWO, walks, web, type WalkInput } from './mode-walk.ts';

// What docs/fidelity.md says of how the modes differ.

const MODES = ['iptables', 'nftables', 'ipvs', 'ebpf'] as const;
const N1 = nodeNamespace('n1');

/** Per mode: how the first way ends, and where. */
function ends(service: ReturnType<typeof web>, input: WalkInput) {
  return MODES.map((mode) => {
    const [way] = walks(mode, [service], input);
    return `${way?.there.disposition} ${way?.there.end}`;
  });
}

test('a port that the Service does not have', () => {
  expect(ends(web(), { from: CLIENT, to: '10.96.0.10', port: 81 })).toEqual([
    `NO_ROUTE ${ROUTER}`,
    `REJECTED ${N1}`,
    `REJECTED ${N1}`,
    `NO_ROUTE ${ROUTER}`,
  ]);
});

test('an address of the service range that no Service has', () => {
  expect(ends(web(), { from: CLIENT, to: '10.96.99.99', port: 80 })).toEqual([
    `NO_ROUTE ${ROUTER}`,
    `DROPPED ${N1}`,
    `NO_ROUTE ${ROUTER}`,
    `NO_ROUTE ${ROUTER}`,
  ]);
});

test('policy Local without an endpoint on the node', () => {
  const internal = web({ internalTrafficPolicy: 'Local', endpoints: [TWO] });
  expect(ends(internal, { from: CLIENT, to: '10.96.0.10', port: 80 })).toEqual([
    `DROPPED ${N1}`,
    `DROPPED ${N1}`,
    `REJECTED ${N1}`,
    `REJECTED ${CLIENT}`,
  ]);
  const external = web({ externalTrafficPolicy: 'Local', endpoints: [TWO] });
  expect(ends(external, { from: INTERNET, to: '192.168.0.2', port: 30080 })).toEqual([
    `DROPPED ${N1}`,
    `DROPPED ${N1}`,
    'ACCEPTED pod/default/two',
    `REJECTED ${N1}`,
  ]);
});

test('the client an endpoint on the NodePort’s own node sees', () => {
  const sources = MODES.map(
    (mode) =>
      walks(mode, [web({ endpoints: [ONE] })], { from: INTERNET, to: '192.168.0.2', port: 30080 })[0]?.there.final
        .sourceIP,
  );
  expect(sources).toEqual(['10.244.0.1', '10.244.0.1', '10.244.0.1', '198.51.100.10']);
});

test('rules compared for one request: they grow with the Services in iptables mode only', () => {
  const compared = (mode: ProxyMode, others: number) => {
    const services = Array.from({ length: others }, (_, index) => ({
      ...web({
        clusterIPs: [`10.96.1.${index}`],
        loadBalancerIPs: [],
        type: 'ClusterIP',
        ports: [{ port: 80 }],
        endpoints: [ONE],
      }),
      name: `a${index}`,
    }));
    const [way] = walks(mode, [...services, web({ endpoints: [ONE] })], { from: CLIENT, to: '10.96.0.10', port: 80 });
    return (way?.there.hops ?? []).reduce((sum, hop) => sum + hop.rulesEvaluated, 0);
  };
  const growth = MODES.map((mode) => compared(mode, 100) - compared(mode, 50));
  // One rule of KUBE-SERVICES each; filter's chains hold Services without endpoints only.
  expect(growth).toEqual([50, 0, 0, 0]);
  const [iptables = 0, nftables = 0, , ebpf = 0] = MODES.map((mode) => compared(mode, 100));
  expect(iptables).toBeGreaterThan(nftables);
  expect(nftables).toBeGreaterThan(ebpf);
});
