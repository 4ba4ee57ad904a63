import type { Ip } from '../../net/ip.ts';
import { remembered } from '../tools/ask.ts';
import type { ClusterNode } from '../cluster/cluster.ts';
import { once } from '../tools/once.ts';

type IndexedNode = Pick<ClusterNode, 'name' | 'ips' | 'externalIPs'>;

interface NodeIndex<N> {
  readonly byName: ReadonlyMap<string, N>;
  /** By InternalIPs and ExternalIPs. */
  readonly byIp: () => ReadonlyMap<Ip, N>;
}

const index = remembered(
  (nodes: readonly IndexedNode[]): NodeIndex<IndexedNode> => ({
    byName: new Map(nodes.map((node) => [node.name, node])),
    byIp: once(
      () => new Map(nodes.flatMap((node) => [...node.externalIPs, ...node.ips].map((ip) => [ip, node] as const))),
    ),
  }),
);

/** Nodes by name and address. */
export function indexNodes<N extends IndexedNode>(nodes: readonly N[]): NodeIndex<N> {
  return index(nodes) as NodeIndex<N>;
}
