import type { Ip } from '../../net/ip.ts';
import { remembered } from '../tools/ask.ts';
import type { ClusterNode } from '../model/cluster.ts';
import { once } from '../tools/once.ts';

interface NodeIndex {
  readonly byName: ReadonlyMap<string, ClusterNode>;
  /** By InternalIPs and ExternalIPs. */
  readonly byIp: () => ReadonlyMap<Ip, ClusterNode>;
}

/** Nodes by name and address. */
export const indexNodes = remembered(
  (nodes: readonly ClusterNode[]): NodeIndex => ({
    byName: new Map(nodes.map((node) => [node.name, node])),
    byIp: once(
      () => new Map(nodes.flatMap((node) => [...node.externalIPs, ...node.ips].map((ip) => [ip, node] as const))),
    ),
  }),
);
