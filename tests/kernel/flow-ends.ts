import { SERVED_NAME } from '../../src/engine/kubernetes/balancers/servicelb.ts';
import type { Cluster, ClusterPod } from '../../src/engine/kubernetes/cluster/cluster.ts';
import { cidrContains, cidrParts } from '../../src/engine/net/cidr.ts';
import { type Ip, type IpFamily, ipFamily, parseIp } from '../../src/engine/net/ip.ts';
import type { LabFlow } from './flows.ts';

/** Where the outside client of the lab sits when nothing else is said. */
const CLIENT = { 4: '198.51.100.10', 6: '2001:db8:ffff::10' } as const;

/** The address a flow asks for. */
export const askedAddress = ({ to }: Pick<LabFlow, 'to'>): Ip | undefined =>
  parseIp(to.replace(/^\w+:\/\/\[?/, '').replace(/\]?:\d+$/, ''));

/** The number at the end of a flow's `to`. */
export const askedPort = ({ to }: Pick<LabFlow, 'to'>): number => Number(/:(\d+)$/.exec(to)?.[1]);

/** The pod a flow comes from; undefined: none. */
export function sourcePod(cluster: Cluster, { source }: Pick<LabFlow, 'source'>): ClusterPod | undefined {
  const [kind, namespace = '', name = ''] = source.split('/');
  return kind === 'pod' ? cluster.pod(namespace, name) : undefined;
}

/** The node a flow starts on or enters; undefined: which one is the network's affair. */
export function sourceNode(cluster: Cluster, flow: Pick<LabFlow, 'source'>): string | undefined {
  const [kind, first = ''] = flow.source.split('/');
  if (kind === 'ip') return flow.source.split('@')[1];
  return kind === 'node' ? first : sourcePod(cluster, flow)?.nodeName;
}

/** At an address of a node, not at its loopback. */
export const isNodePort = ({ target }: Pick<LabFlow, 'target'>): boolean => /^nodePort [A-Z]/.test(target);

export const isOutside = ({ source }: Pick<LabFlow, 'source'>): boolean =>
  source === 'internet' || source.startsWith('ip/');

/** From the machine on which the cluster runs: what leads from there into it is docker's affair. */
export const isFromMachine = ({ settings }: Cluster, flow: Pick<LabFlow, 'source'>): boolean =>
  settings.machine !== undefined && isOutside(flow);

/** It enters a node and is for another one, which answers past the first. */
export const isPassedOn = (cluster: Cluster, flow: LabFlow, asked: Ip): boolean =>
  flow.source.startsWith('ip/') && cluster.node(sourceNode(cluster, flow) ?? '')?.ips.includes(asked) !== true;

/** What a pod or somebody outside sends from; undefined: a node has several addresses. */
export function sourceAddress(cluster: Cluster, flow: LabFlow, family: IpFamily): Ip | undefined {
  const { from } = flow;
  if (isOutside(flow)) return parseIp('ip' in from && from.ip !== undefined ? from.ip : CLIENT[family]);
  return sourcePod(cluster, flow)?.ips.find((ip) => ipFamily(ip) === family);
}

/** A pod of servicelb: what comes to its ports it sends on. */
export const forwards = ({ labels }: ClusterPod): boolean => labels[SERVED_NAME] !== undefined;

/** A pod whose address is of another node's range: not every CNI brings packets there. */
export function isAstray(cluster: Cluster, pod: ClusterPod | undefined): boolean {
  const node = cluster.node(pod?.nodeName ?? '');
  if (pod === undefined || node === undefined || pod.hostNetwork || cluster.settings.cni === 'bridge') return false;
  const ranges = node.podSubnets ?? node.podCIDRs;
  return !pod.ips.every((ip) => ranges.some((cidr) => cidrContains(cidr, ip)));
}

/**
 * Whether kube-proxy takes a flow for one of its node's pods'; undefined: it is told not to look.
 * kube-proxy configuration v1alpha1: detectLocalMode, detectLocal, clusterCIDR.
 */
export function isLocal(cluster: Cluster, flow: LabFlow, asked: Ip): boolean | undefined {
  const { localDetector: detector, cni } = cluster.settings;
  const family = ipFamily(asked);
  const ip = sourceAddress(cluster, flow, family);
  switch (detector.mode) {
    case 'none':
      return undefined;
    case 'ClusterCIDR':
    case 'NodeCIDR': {
      const ranges =
        detector.mode === 'ClusterCIDR'
          ? detector.cidrs
          : (cluster.node(sourceNode(cluster, flow) ?? '')?.podCIDRs ?? []);
      const own = ranges.filter((cidr) => cidrParts(cidr).family === family);
      return own.length === 0 || ip === undefined ? undefined : own.some((cidr) => cidrContains(cidr, ip));
    }
    default:
      // Of the CNIs only the bridge has devices of the names that the scenarios give.
      return !isOutside(flow) && cni === 'bridge';
  }
}

/** More than one Service has the address from outside: which of them gets a port of it is nobody's promise. */
export function isClaimedTwice({ services }: Cluster, ip: Ip): boolean {
  const having = services.filter(
    ({ externalIPs, loadBalancerIPs }) => externalIPs.includes(ip) || loadBalancerIPs.some((one) => one.ip === ip),
  );
  return having.length > 1;
}
