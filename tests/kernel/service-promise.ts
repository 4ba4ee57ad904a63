import type { Cluster, ClusterService, ServiceEndpoint } from '../../src/engine/kubernetes/cluster.ts';
import { cidrContains } from '../../src/engine/net/cidr.ts';
import { ipFamily, parseIp } from '../../src/engine/net/ip.ts';
import type { LabFlow } from './flows.ts';
import { hasPolicies, passesPolicies } from './policy-promise.ts';

// What the API promises of a Service, read from its endpoints and never from a rule: the lab has the engine's own rules, so
// a wrong rule would make kernel and engine agree on something wrong. This is the second opinion.

/**
 * Who may answer a flow to a Service, each as "pod/NS/NAME", "refused" (its pod does not listen there) or "timeout" (nobody
 * has the address). undefined: the API leaves it open, or topology hints decide.
 * Kubernetes API v1.34 core/v1 ServiceSpec, KEP-1669, KEP-2086.
 */
export function promisedAnswers(cluster: Cluster, flow: LabFlow): ReadonlySet<string> | undefined {
  const { service: asked } = flow;
  if (isAstray(cluster, podOf(cluster, flow.source))) return undefined;
  if (flow.target === 'pod') return promisedDirectly(cluster, flow);
  if (flow.hostPort !== undefined)
    return hasPolicies(cluster) ? undefined : promisedByHostPort(cluster, flow, flow.hostPort);
  const service = asked === undefined ? undefined : cluster.service(asked.namespace, asked.name);
  const ip = addressOf(flow);
  if (asked === undefined || service === undefined || ip === undefined) return undefined;
  if (!service.ipFamilies.includes(ipFamily(ip))) return undefined;
  const endpoints = service
    .endpoints(ipFamily(ip))
    .filter(({ ports }) => ports.some(({ name }) => name === asked.port));
  if (endpoints.some(({ forZones, forNodes }) => forZones.length + forNodes.length > 0)) return undefined;
  // Of two that are one to the network, as hostNetwork pods of a node can be, which is believed is kube-proxy's affair.
  if (new Set(endpoints.map((endpoint) => endpoint.ip)).size < endpoints.length) return undefined;
  const node = nodeThatDecides(cluster, service, flow, ip);
  if (node === undefined) return undefined;
  const usable =
    node === 'any' ? preferReady(endpoints) : preferReady(endpoints.filter((one) => one.nodeName === node));
  if (usable.length > 0) {
    const answers = usable.map((endpoint) => answerOf(cluster, flow, endpoint, asked.port));
    return answers.includes(undefined) ? undefined : new Set(answers.filter((one) => one !== undefined));
  }
  // An egress policy may have been asked before, and the API does not say whom it takes an address for that nobody has.
  if (hasPolicies(cluster)) return undefined;
  // Where a Service has nobody to send to, kube-proxy's nat chains are silent, and a hostPort of the same number answers.
  if (
    cluster.pods.some(({ containers }) =>
      containers.some(({ ports }) => ports.some(({ hostPort }) => hostPort === portOf(flow))),
    )
  )
    return undefined;
  return new Set([preferReady(endpoints).length > 0 ? 'timeout' : 'refused']);
}

const addressOf = ({ to }: LabFlow) => parseIp(to.replace(/^\w+:\/\/\[?/, '').replace(/\]?:\d+$/, ''));

/** The number at the end of a flow's `to`. */
const portOf = ({ to }: Pick<LabFlow, 'to'>): number => Number(/:(\d+)$/.exec(to)?.[1]);

/** The pod, or nobody when it asked for another address; open where a NodePort has the same number. core/v1 ContainerPort. */
function promisedByHostPort(cluster: Cluster, flow: LabFlow, { pod, hostIP }: NonNullable<LabFlow['hostPort']>) {
  const ip = addressOf(flow);
  const taken = cluster.services.some(({ ports }) => ports.some(({ nodePort }) => nodePort === portOf(flow)));
  const [namespace = '', name = ''] = pod.split('/');
  if (ip === undefined || taken || isAstray(cluster, cluster.pod(namespace, name))) return undefined;
  const everywhere = hostIP === undefined || hostIP === (ipFamily(ip) === 4 ? '0.0.0.0' : '::');
  return new Set([everywhere || hostIP === ip ? `pod/${pod}` : 'refused']);
}

/** A pod at its own address. */
function promisedDirectly(cluster: Cluster, flow: LabFlow): ReadonlySet<string> | undefined {
  const ip = addressOf(flow);
  const pod = cluster.pods.find((one) => !one.hostNetwork && ip !== undefined && one.ips.includes(ip));
  const source = podOf(cluster, flow.source);
  if (pod === undefined || ip === undefined || source === undefined) return undefined;
  if (isAstray(cluster, pod)) return undefined;
  const passes = passesPolicies(cluster, flow, { pod, ip, port: portOf(flow), protocol: 'TCP' });
  return passes === undefined ? undefined : new Set([passes ? `pod/${pod.namespace}/${pod.name}` : 'timeout']);
}

/** The node whose endpoints alone count; 'any': all do; undefined: not promised. */
function nodeThatDecides(cluster: Cluster, service: ClusterService, { source, target }: LabFlow, ip: string) {
  const from = nodeOf(cluster, source);
  if (target.startsWith('clusterIP ')) {
    if (from === undefined) return undefined;
    return service.internalTrafficPolicy === 'Local' ? from : 'any';
  }
  const outside = source === 'internet' || source.startsWith('ip/');
  if (!target.startsWith('nodePort ') || !outside || cluster.settings.nodePortAddresses.length > 0) return undefined;
  if (service.externalTrafficPolicy !== 'Local') return 'any';
  return cluster.nodes.find(({ ips }) => ips.some((own) => own === ip))?.name;
}

function podOf(cluster: Cluster, source: string): Cluster['pods'][number] | undefined {
  const [kind, namespace = '', name = ''] = source.split('/');
  return kind === 'pod' ? cluster.pod(namespace, name) : undefined;
}

/** A pod whose address is of another node's range: not every CNI brings packets there. */
function isAstray(cluster: Cluster, pod: Cluster['pods'][number] | undefined): boolean {
  const node = cluster.node(pod?.nodeName ?? '');
  if (pod === undefined || node === undefined || pod.hostNetwork || cluster.settings.cni === 'bridge') return false;
  return !pod.ips.every((ip) => node.podCIDRs.some((cidr) => cidrContains(cidr, ip)));
}

function nodeOf(cluster: Cluster, source: string): string | undefined {
  const [kind, first = '', name = ''] = source.split('/');
  if (kind === 'ip') return source.split('@')[1];
  return kind === 'pod' ? cluster.pod(first, name)?.nodeName : kind === 'node' ? first : undefined;
}

function preferReady(endpoints: readonly ServiceEndpoint[]): readonly ServiceEndpoint[] {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  return ready.length > 0 ? ready : endpoints.filter(({ serving, terminating }) => serving && terminating);
}

/** undefined: it depends on what the API leaves open. */
function answerOf(
  cluster: Cluster,
  flow: LabFlow,
  { ip, ports }: ServiceEndpoint,
  portName: string,
): string | undefined {
  const owner = cluster.pods.find((pod) => pod.ips.includes(ip) && (!pod.hostNetwork || listens(pod)));
  if (isAstray(cluster, owner)) return undefined;
  const port = ports.find(({ name }) => name === portName);
  if (owner === undefined || port === undefined) {
    // Nobody has the address: what is for the pods' range comes to nothing, anything else may be somebody's outside.
    if (hasPolicies(cluster) || !cluster.settings.podCIDRs.some((cidr) => cidrContains(cidr, ip))) return undefined;
    return cluster.owner(ip) === undefined ? 'timeout' : 'refused';
  }
  const passes = passesPolicies(cluster, flow, { pod: owner, ip, ...port });
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
  promised: ReadonlySet<string>,
  observed: readonly string[],
  { affinity }: Pick<LabFlow, 'affinity'>,
): readonly string[] {
  const seen = new Set(observed.map((text) => (text.startsWith('accepted ') ? (text.split(' ')[1] ?? '') : text)));
  const wrong = [...seen].filter((who) => !promised.has(who)).map((who) => `answered: ${who}`);
  const missing = affinity ? [] : [...promised].filter((who) => !seen.has(who)).map((who) => `never: ${who}`);
  const fickle = affinity && seen.size > 1 ? [`one client was sent to ${[...seen].join(' and ')}`] : [];
  return [...wrong, ...missing, ...fickle].map(
    (text) => `not what the API promises: ${text}; promised: ${[...promised].join()}`,
  );
}
