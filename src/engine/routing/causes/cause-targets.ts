import { EXCLUDED_LABEL } from '../../dataplane/load-balancer/eligible-nodes.ts';
import { deliveryOf, eligibleNodes, failsOpen } from '../../dataplane/load-balancer/load-balanced-service.ts';
import { nodeCheckOf } from '../../dataplane/load-balancer/node-check.ts';
import { LOAD_BALANCER } from '../../dataplane/rules/namespace-names.ts';
import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { ipFamily } from '../../net/ip.ts';
import type { CauseDetails } from '../outcome/cause-details.ts';
import { factsOf } from '../outcome/facts-of.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';
import { explainService } from './cause-service.ts';

type Detail = CauseDetails['NO_HEALTHY_TARGET'];

const TARGETS = { vip: 'NODES', nodePort: 'NODE_PORTS', proxy: 'NODE_PORTS', pods: 'PODS' } as const;

/** What keeps a load balancer in front of the nodes from passing a packet on: it has no target that is healthy. */
export function explainTargets(cluster: Cluster, service: ClusterService, trace: Trace): Cause {
  const { destinationIP: ip, destinationPort } = trace.flow;
  const facts = explainService({ cluster, service, trace });
  if (facts.code === 'SOURCE_RANGE_NOT_ALLOWED') return facts;
  const { ipMode } = service.loadBalancerIPs.find((each) => each.ip === ip) ?? { ipMode: 'VIP' as const };
  const delivery = deliveryOf(cluster, service, ipMode);
  const targets = TARGETS[delivery];
  const object = { kind: 'Service', ...namesOf(service) };
  const port = service.ports.find((each) => each.port === destinationPort);
  const checks = targets === 'PODS' ? undefined : nodeCheckOf(cluster, service, port?.nodePort)?.port;
  const open = targets !== 'PODS' && failsOpen(cluster, delivery) && eligibleNodes(cluster, service, ip).length === 0;
  const told = { ...(checks === undefined ? {} : { checks }), ...(open && { open: true as const }) };
  const base = { service: namesOf(service), ip, targets, ...told };
  const cause = (because: Detail['because']): Cause => ({
    code: 'NO_HEALTHY_TARGET',
    detail: { ...base, because },
    object,
  });
  const ready = cluster.nodes.filter((node) => node.ready);
  if (targets !== 'PODS' && ready.length === 0) return cause({ is: 'NODES_NOT_READY' });
  if (targets !== 'PODS' && ready.every(({ labels }) => labels[EXCLUDED_LABEL] !== undefined))
    return cause({ is: 'NODES_EXCLUDED', label: EXCLUDED_LABEL });
  const isServed = targets === 'PODS' ? hasReady(service, trace) : eligibleNodes(cluster, service, ip).length > 0;
  if (isServed && targets === 'NODE_PORTS' && port?.nodePort === undefined) {
    const path = ['spec', 'allocateLoadBalancerNodePorts'];
    const fix = { code: 'SET_FIELD', detail: { field: 'allocateLoadBalancerNodePorts', value: 'true' } } as const;
    return { ...cause({ is: 'NO_NODE_PORT' }), path, fix: { ...fix, object, path, value: true } };
  }
  const { object: of = object, path, fix } = facts;
  const place = { object: of, ...(path && { path }), ...(fix && { fix }) };
  return { ...cause({ is: 'NO_ENDPOINTS', cause: factsOf(facts) }), ...place };
}

/** The load balancer sent to all of its nodes because none is healthy, and the node has no endpoint; undefined: it did not. */
export function explainFallback(cluster: Cluster, service: ClusterService, trace: Trace): Cause | undefined {
  const { destinationIP: ip } = trace.flow;
  const isBalanced = service.loadBalancerIPs.some((each) => each.ip === ip);
  const passed = trace.hops.some(({ namespace }) => namespace === LOAD_BALANCER);
  if (!isBalanced || !passed || eligibleNodes(cluster, service, ip).length > 0) return undefined;
  return explainTargets(cluster, service, trace);
}

const hasReady = (service: ClusterService, { flow }: Trace): boolean =>
  service.endpoints(ipFamily(flow.destinationIP)).some(({ ready }) => ready);
