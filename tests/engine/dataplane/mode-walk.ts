import { podNamespace } from '../../../src/engine/dataplane/build/build-network.ts';
import type { ClusterService } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { ProxyMode } from '../../../src/engine/kubernetes/model/basics.ts';
import { branches } from '../../../src/engine/linux/model/choice.ts';
import type { Step, Trace } from '../../../src/engine/linux/model/trace.ts';
import { createSession, selectSource, walk } from '../../../src/engine/linux/walk/walk.ts';
import { reverseFlow } from '../../../src/engine/net/flow.ts';
import { createIp, formatEndpoint } from '../../../src/engine/net/ip.ts';
import { cidr, cluster, node, pod, service, type ClusterParts } from './fixture-cluster.ts';
import { buildNetwork } from '../../whole-engine.ts';

const LISTENS = { listeners: [{ protocol: 'TCP', port: 8080, container: 'app' }] } as const;

/** Two nodes; pods client and one on n1, two on n2, host (hostNetwork, 8080) on n2. */
export const PARTS: ClusterParts = {
  nodes: [
    node('n1', ['192.168.0.2'], { podCIDRs: [cidr('10.244.0.0/24')] }),
    node('n2', ['192.168.0.3'], { podCIDRs: [cidr('10.244.1.0/24')] }),
  ],
  pods: [
    pod('client', 'n1', ['10.244.0.9']),
    pod('one', 'n1', ['10.244.0.5'], LISTENS),
    pod('two', 'n2', ['10.244.1.6'], LISTENS),
    pod('host', 'n2', ['192.168.0.3'], { hostNetwork: true, ...LISTENS }),
  ],
};
export const ONE = { ip: '10.244.0.5', ports: { '': 8080 }, nodeName: 'n1' } as const;
export const TWO = { ip: '10.244.1.6', ports: { '': 8080 }, nodeName: 'n2' } as const;
export const HOST = { ip: '192.168.0.3', ports: { '': 8080 }, nodeName: 'n2' } as const;
export const CLIENT = podNamespace('default', 'client');

export const web = (more: Partial<Parameters<typeof service>[1]> = {}): ClusterService =>
  service('web', {
    type: 'LoadBalancer',
    clusterIPs: ['10.96.0.10'],
    ports: [{ port: 80, nodePort: 30080 }],
    loadBalancerIPs: [{ ip: createIp('203.0.113.10'), ipMode: 'VIP' }],
    endpoints: [ONE, TWO],
    ...more,
  });

export interface Walked {
  readonly there: Trace;
  readonly back: Trace | undefined;
  /** "ACCEPTED pod/default/one from 10.244.0.9:40000" */
  readonly end: string;
  /** "ACCEPTED pod/default/client from 10.96.0.10:80" */
  readonly reply: string | undefined;
}

const endOf = ({ disposition, end, final }: Trace): string =>
  `${disposition} ${end} from ${formatEndpoint(final.sourceIP, final.sourcePort)}`;

/** Every way of `connections` connections one after the other in one session (the last one is returned), and its reply. */
export function walks(
  proxyMode: ProxyMode,
  services: readonly ClusterService[],
  { from, to, port, parts = PARTS, connections = 1 }: WalkInput,
): readonly Walked[] {
  const network = buildNetwork(cluster({ ...parts, settings: { ...parts.settings, proxyMode }, services }));
  const destinationIP = createIp(to);
  const sourceIP = selectSource(network, from, destinationIP);
  if (sourceIP === undefined) throw new Error(`${from} has no source for ${to}`);
  const run = branches((choose) => {
    const session = createSession(choose);
    let last: Walked | undefined;
    for (let index = 0; index < connections; index += 1) {
      const flow = {
        protocol: 'TCP',
        sourceIP,
        sourcePort: 40000 + index,
        destinationIP,
        destinationPort: port,
      } as const;
      const there = walk(network, session, { kind: 'process', namespace: from }, flow);
      const back =
        there.disposition === 'ACCEPTED'
          ? walk(network, session, { kind: 'process', namespace: there.end }, reverseFlow(there.final))
          : undefined;
      last = { there, back, end: endOf(there), reply: back && endOf(back) };
    }
    if (last === undefined) throw new Error('no connection');
    return last;
  });
  return [...run].map(({ value }) => value);
}

export interface WalkInput {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly parts?: ClusterParts;
  readonly connections?: number;
}

/** "node/n1 DNAT" of every step of a type. */
export function stepsOf(trace: Trace | undefined, type: Step['type']): readonly string[] {
  return (trace?.hops ?? []).flatMap(({ namespace, steps }) =>
    steps.filter((step) => step.type === type).map((step) => `${namespace} ${step.action}`),
  );
}
