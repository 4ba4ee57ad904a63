import type { Cluster, ServiceEndpoint } from '../../src/engine/kubernetes/cluster/cluster.ts';
import { cidrContains } from '../../src/engine/net/cidr.ts';
import { ipFamily } from '../../src/engine/net/ip.ts';
import { findUnfair, mayBeMissed } from './chance.ts';
import {
  askedAddress,
  askedPort,
  forwards,
  isAstray,
  isFromMachine,
  isOutside,
  isPassedOn,
  sourceNode,
  sourcePod,
} from './flow-ends.ts';
import type { LabFlow } from './flows.ts';
import type { Misreading } from './policy-opinion.ts';
import { hasPolicies, passesPolicies } from './policy-promise.ts';
import { endpointsGiven } from './traffic-policy.ts';

// What the API promises of a Service, read from its endpoints and never from a rule: the lab has the engine's own rules, so
// a wrong rule would make kernel and engine agree on something wrong. This is the second opinion.

/** Who answers, and in which share of the tries: every endpoint in one as large as any other's. */
type Promised = ReadonlyMap<string, number>;

const all = (who: string): Promised => new Map([[who, 1]]);

/**
 * Who may answer a flow to a Service, each as "pod/NS/NAME", "refused" (its pod does not listen there) or "timeout" (nobody
 * has the address). undefined: the API leaves it open, or topology hints decide.
 * Kubernetes API v1.34 core/v1 ServiceSpec, KEP-1669, KEP-2086; docs "Virtual IPs and Service Proxies" (a backend at random).
 */
export function promisedAnswers(cluster: Cluster, flow: LabFlow, misreading: Misreading = {}): Promised | undefined {
  const { service: asked } = flow;
  if (isFromMachine(cluster, flow)) return undefined;
  if (isAstray(cluster, sourcePod(cluster, flow))) return undefined;
  if (flow.target === 'pod') return promisedDirectly(cluster, flow, misreading);
  if (flow.hostPort !== undefined)
    return hasPolicies(cluster) ? undefined : promisedByHostPort(cluster, flow, flow.hostPort);
  const service = asked === undefined ? undefined : cluster.service(asked.namespace, asked.name);
  const ip = askedAddress(flow);
  if (asked === undefined || service === undefined || ip === undefined) return undefined;
  if (!service.ipFamilies.includes(ipFamily(ip))) return undefined;
  const endpoints = service
    .endpoints(ipFamily(ip))
    .filter(({ ports }) => ports.some(({ name }) => name === asked.port));
  if (endpoints.some(({ forZones, forNodes }) => forZones.length + forNodes.length > 0)) return undefined;
  // Of two that are one to the network, as hostNetwork pods of a node can be, which is believed is kube-proxy's affair.
  if (new Set(endpoints.map((endpoint) => endpoint.ip)).size < endpoints.length) return undefined;
  const given = endpointsGiven(cluster, service, flow);
  if (given === undefined) return undefined;
  // Of a Service that nobody serves a client who is kept out may learn it.
  if (given === 'nobody') return preferReady(endpoints).length === 0 ? undefined : all('timeout');
  const usable = preferReady(endpoints.filter(({ nodeName }) => given === 'any' || nodeName === given));
  if (usable.length > 0) {
    const shares = new Map<string, number>();
    for (const endpoint of usable) {
      const answer = answerOf(cluster, { ...flow, service: asked }, endpoint, misreading);
      if (answer === undefined) return undefined;
      shares.set(answer, (shares.get(answer) ?? 0) + 1 / usable.length);
    }
    return shares;
  }
  // A node's own packets to an address outside are not refused by itself in every mode.
  if (!isOutside(flow) && !flow.target.startsWith('clusterIP ')) return undefined;
  // An egress policy may have been asked before, and the API does not say whom it takes an address for that nobody has.
  if (hasPolicies(cluster)) return undefined;
  // Where a Service has nobody to send to, kube-proxy's nat chains are silent, and a hostPort of the same number answers.
  if (
    cluster.pods.some(({ containers }) =>
      containers.some(({ ports }) => ports.some(({ hostPort }) => hostPort === askedPort(flow))),
    )
  )
    return undefined;
  return all(preferReady(endpoints).length > 0 ? 'timeout' : 'refused');
}

/** The pod, or nobody when it asked for another address; open where a NodePort has the same number. core/v1 ContainerPort. */
function promisedByHostPort(cluster: Cluster, flow: LabFlow, { pod, hostIP }: NonNullable<LabFlow['hostPort']>) {
  const ip = askedAddress(flow);
  const taken = cluster.services.some(({ ports }) => ports.some(({ nodePort }) => nodePort === askedPort(flow)));
  const [namespace = '', name = ''] = pod.split('/');
  if (ip === undefined || taken || isAstray(cluster, cluster.pod(namespace, name))) return undefined;
  if (isPassedOn(cluster, flow, ip)) return undefined;
  const everywhere = hostIP === undefined || hostIP === (ipFamily(ip) === 4 ? '0.0.0.0' : '::');
  return all(everywhere || hostIP === ip ? `pod/${pod}` : 'refused');
}

/** A pod at its own address. Nodes are promised the pods that they run, and nobody what a policy denies. */
function promisedDirectly(cluster: Cluster, flow: LabFlow, misreading: Misreading): Promised | undefined {
  const ip = askedAddress(flow);
  const pod = cluster.pods.find((one) => !one.hostNetwork && ip !== undefined && one.ips.includes(ip));
  const from = sourceNode(cluster, flow);
  if (pod === undefined || ip === undefined || from === undefined) return undefined;
  if (isAstray(cluster, pod) || forwards(pod)) return undefined;
  const passes = passesPolicies(cluster, flow, { pod, ip, port: askedPort(flow), protocol: 'TCP' }, misreading);
  if (passes === true && sourcePod(cluster, flow) === undefined && from !== pod.nodeName) return undefined;
  return passes === undefined ? undefined : all(passes ? `pod/${pod.namespace}/${pod.name}` : 'timeout');
}

function preferReady(endpoints: readonly ServiceEndpoint[]): readonly ServiceEndpoint[] {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  return ready.length > 0 ? ready : endpoints.filter(({ serving, terminating }) => serving && terminating);
}

/** undefined: it depends on what the API leaves open. */
function answerOf(
  cluster: Cluster,
  flow: LabFlow & Required<Pick<LabFlow, 'service'>>,
  { ip, ports }: ServiceEndpoint,
  misreading: Misreading,
): string | undefined {
  const portName = flow.service.port;
  const owner = cluster.pods.find((pod) => pod.ips.includes(ip) && (!pod.hostNetwork || listens(pod)));
  if (isAstray(cluster, owner)) return undefined;
  const port = ports.find(({ name }) => name === portName);
  if (owner === undefined || port === undefined) {
    // Nobody has the address: what is for the pods' range comes to nothing, anything else may be somebody's outside.
    if (hasPolicies(cluster) || !cluster.settings.podCIDRs.some((cidr) => cidrContains(cidr, ip))) return undefined;
    return cluster.owner(ip) === undefined ? 'timeout' : 'refused';
  }
  const passes = passesPolicies(cluster, flow, { pod: owner, ip, ...port }, misreading);
  if (passes !== true) return passes === false ? 'timeout' : undefined;
  return listens(owner) ? `pod/${owner.namespace}/${owner.name}` : 'refused';

  function listens(pod: Cluster['pods'][number]): boolean {
    return ports.some(
      ({ name, port, protocol }) =>
        name === portName &&
        (pod.listensEverywhere || pod.listeners.some((one) => one.port === port && one.protocol === protocol)),
    );
  }
}

/** Where what was seen breaks the promise; empty: it is kept. `flow.affinity`: one of them is enough, and only one. */
export function findBrokenPromises(
  promised: Promised,
  observed: readonly string[],
  { affinity }: Pick<LabFlow, 'affinity'>,
): readonly string[] {
  const answers = observed.map((text) => (text.startsWith('accepted ') ? (text.split(' ')[1] ?? '') : text));
  const seen = new Set(answers);
  const wrong = [...seen].filter((who) => !promised.has(who)).map((who) => `answered: ${who}`);
  const missing = [...promised]
    .filter(([who, share]) => !affinity && !seen.has(who) && !mayBeMissed(who, share, observed.length))
    .map(([who]) => `never: ${who}`);
  const fickle = affinity && seen.size > 1 ? [`one client was sent to ${[...seen].join(' and ')}`] : [];
  const unfair = affinity ? [] : findUnfair(promised, answers);
  return [...wrong, ...missing, ...fickle, ...unfair].map(
    (text) => `not what the API promises: ${text}; promised: ${[...promised.keys()].join()}`,
  );
}
