import { LOAD_BALANCER } from '../../dataplane/rules/namespace-names.ts';
import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { Assumption } from '../../kubernetes/model/assumption.ts';
import type { Trace } from '../../linux/model/trace.ts';
import type { Ip } from '../../net/ip.ts';
import { isPrivateIp } from '../../net/private-ranges.ts';
import type { Leg, Outcome } from '../outcome/outcome.ts';
import type { ParsedRequest } from './parsed-request.ts';

/**
 * That whoever stands between the internet and the cluster lets the packet pass; undefined: it does not come from there, never
 * got in, or rules that are known open the way.
 */
export function assumedFirewall(
  cluster: Cluster,
  { source }: ParsedRequest,
  legs: readonly Leg[],
): Assumption | undefined {
  const trace = source.kind === 'internet' ? legs.find(({ kind }) => kind === 'CONNECTION')?.request : undefined;
  if (trace === undefined || !trace.hops.some(({ namespace }) => INSIDE.test(namespace))) return undefined;
  const { protocol, destinationIP, destinationPort } = trace.flow;
  const reasons = { closed: !isOpened(cluster, trace), private: isPrivateIp(destinationIP) };
  if (!reasons.closed && !reasons.private) return undefined;
  const port = protocol === 'ICMP' ? {} : { port: destinationPort };
  const { cloud } = cluster.settings;
  return {
    code: 'FIREWALL_ASSUMED',
    detail: { protocol, ip: destinationIP, ...port, ...reasons, ...(cloud && { cloud }) },
  };
}

const INSIDE = /^(node|pod)\/|^load-balancer$/;

/**
 * A cloud's controller opens the way to the load balancers it makes: security groups (AWS), firewall rules (Google), network
 * security groups (Azure). Elsewhere only a Service says who may come, by its loadBalancerSourceRanges.
 */
function isOpened(cluster: Cluster, { flow, hops }: Trace): boolean {
  // Its rules are known, and have let the packet pass.
  if (cluster.settings.firewall !== undefined) return true;
  if (!hops.some(({ namespace }) => namespace === LOAD_BALANCER)) return false;
  if (cluster.settings.cloud !== undefined) return true;
  const behind = cluster.services.filter((service) => isAt(service, flow.destinationIP));
  return behind.length > 0 && behind.every(({ loadBalancerSourceRanges }) => loadBalancerSourceRanges.length > 0);
}

const isAt = ({ type, loadBalancerIPs }: ClusterService, ip: Ip): boolean =>
  type === 'LoadBalancer' && loadBalancerIPs.some((each) => each.ip === ip);

/** Of an exchange that one packet and its reply stand for; undefined: nothing took the packet, or nothing more was asked. */
export function assumedExchange(
  { target }: ParsedRequest,
  { disposition, http }: Pick<Outcome, 'disposition' | 'http'>,
): Assumption | undefined {
  const { scheme } = target;
  const arrived = disposition === 'ACCEPTED' || disposition === 'EXITS_NETWORK';
  if (!arrived || (scheme !== 'http' && scheme !== 'https')) return undefined;
  return { code: 'ONE_PACKET_ASSUMED', detail: { scheme, answered: http !== null } };
}
