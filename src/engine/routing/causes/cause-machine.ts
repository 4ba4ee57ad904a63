import { publishedPorts, type PublishedPort } from '../../dataplane/machine/published-ports.ts';
import { INTERNET, ROUTER } from '../../dataplane/rules/namespace-names.ts';
import type { Cluster, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import type { Machine } from '../../kubernetes/model/machine.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { type Ip, ipFamily } from '../../net/ip.ts';
import type { CauseDetails } from '../outcome/cause-details.ts';
import type { Fix } from '../outcome/fix.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';
import { mapPort } from './map-port.ts';

const OUTSIDE: readonly string[] = [INTERNET, ROUTER];
const refOf = ({ namespace, name }: ClusterService): ObjectRef => ({ kind: 'Service', namespace, name });

/** Why a packet did not leave the machine of who sent it; undefined: it did, or the cluster runs on nobody's own machine. */
export function explainMachine(cluster: Cluster, trace: Trace): Cause | undefined {
  const { machine } = cluster.settings;
  const { disposition, hops } = trace;
  const isFromHere = hops[0]?.namespace === INTERNET && hops.every(({ namespace }) => OUTSIDE.includes(namespace));
  if (machine === undefined || !isFromHere) return undefined;
  if (disposition === 'REFUSED' && hops.length === 1) return explainUnpublished(cluster, machine, trace);
  const isLost = disposition === 'DROPPED' || disposition === 'NO_ROUTE';
  return isLost ? explainNotHere(cluster, machine, trace) : undefined;
}

function explainUnpublished(cluster: Cluster, machine: Machine, trace: Trace): Cause {
  const { destinationIP: ip, destinationPort: port, protocol } = trace.final;
  const published = publishedPorts(cluster, ipFamily(ip)).map((each) => each.port);
  const { service, servicePort } = meantBy(cluster, trace) ?? {};
  const { environment, configured } = machine;
  const nodePort = servicePort?.nodePort;
  return {
    code: 'PORT_NOT_PUBLISHED',
    detail: {
      environment,
      configured: configured !== undefined,
      ip,
      protocol,
      port,
      published: [...new Set(published)],
      ...(service && { service: namesOf(service) }),
      ...(nodePort !== undefined && { nodePort }),
    },
    ...(service && { object: refOf(service) }),
    ...fixOf(cluster, machine, trace),
  };
}

interface Meant {
  readonly service: ClusterService;
  readonly servicePort: ServicePort;
}

/** The Service whose node port was called, else one that has the port: such a one first that is to be reached from outside. */
function meantBy({ services }: Cluster, { final }: Trace): Meant | undefined {
  const { destinationPort, protocol } = final;
  const all = services.flatMap((service): readonly Meant[] =>
    service.ports.filter((each) => each.protocol === protocol).map((servicePort) => ({ service, servicePort })),
  );
  const ofPort = all.filter(({ servicePort }) => servicePort.port === destinationPort);
  return (
    all.find(({ servicePort }) => servicePort.nodePort === destinationPort) ??
    ofPort.find(({ service }) => service.type === 'LoadBalancer') ??
    ofPort.find(({ servicePort }) => servicePort.nodePort !== undefined) ??
    ofPort.find(({ service }) => service.assumed === undefined)
  );
}

/** What gives the machine the port, where it is known what was meant. */
function fixOf(cluster: Cluster, machine: Machine, trace: Trace): { readonly fix?: Fix } {
  const { environment } = machine;
  const meant = meantBy(cluster, trace);
  if (environment === 'kind' || environment === 'k3d') {
    const mapped = mapPort(cluster, machine, { header: trace.final, meant: meant?.servicePort });
    if (mapped !== undefined) return { fix: mapped };
  }
  if (meant === undefined) return {};
  const { service, servicePort } = meant;
  const called = trace.final.destinationPort;
  if (environment === 'docker-desktop' && service.type === 'ClusterIP' && servicePort.port === called) {
    const path = ['spec', 'type'];
    return {
      fix: { code: 'SET_TYPE_LOAD_BALANCER', detail: {}, object: refOf(service), path, value: 'LoadBalancer' },
    };
  }
  const isTunnelled = environment === 'minikube' && service.type === 'LoadBalancer';
  if (isTunnelled) return { fix: { code: 'START_BALANCER', detail: { environment } } };
  return { fix: forward(service, servicePort, called) };
}

const forward = (service: ClusterService, { port }: ServicePort, own: number): Fix => ({
  code: 'FORWARD_PORT',
  detail: { service: namesOf(service), port, own },
});

/** An address that means nothing to the machine. */
function explainNotHere(cluster: Cluster, { environment, reach }: Machine, trace: Trace): Cause | undefined {
  const { destinationIP: ip, destinationPort: port } = trace.final;
  const found = ownerOf(cluster, ip);
  if (found === undefined) return undefined;
  const { is, owner, service } = found;
  const published = publishedPorts(cluster, ipFamily(ip)).find((each) => leadsTo(cluster, each, { ip, port, owner }));
  const detail = { is, environment, reach, ip, owner, ...(published && { published: published.port }) };
  const base = { code: 'ADDRESS_NOT_ON_MACHINE', detail, object: owner } as const;
  if (published !== undefined) return { ...base, fix: { code: 'CALL_LOCALHOST', detail: { port: published.port } } };
  const meant = service === undefined ? meantBy(cluster, trace) : undefined;
  const target = service ?? meant?.service;
  const servicePort =
    meant?.servicePort ?? service?.ports.find((each) => each.port === port && each.protocol === trace.final.protocol);
  const [node] = cluster.nodes.flatMap(({ ips }) => ips.filter((each) => ipFamily(each) === ipFamily(ip)));
  if (reach === 'LINK' && is === 'EXTERNAL_IP' && node !== undefined && servicePort?.nodePort !== undefined) {
    return { ...base, fix: { code: 'CALL_NODE_PORT', detail: { ip: node, port: servicePort.nodePort } } };
  }
  if (target === undefined || servicePort === undefined) return base;
  const isTunnelled = environment === 'minikube' && is === 'SERVICE' && target.type === 'LoadBalancer';
  return {
    ...base,
    fix: isTunnelled ? { code: 'START_BALANCER', detail: { environment } } : forward(target, servicePort, port),
  };
}

interface Owned {
  readonly is: CauseDetails['ADDRESS_NOT_ON_MACHINE']['is'];
  readonly owner: ObjectRef;
  readonly service?: ClusterService;
}

function ownerOf(cluster: Cluster, ip: Ip): Owned | undefined {
  const holder = cluster.owner(ip);
  if (holder !== undefined) {
    if ('podCIDRs' in holder) return { is: 'NODE', owner: { kind: 'Node', name: holder.name } };
    return { is: 'POD', owner: { kind: 'Pod', namespace: holder.namespace, name: holder.name } };
  }
  for (const service of cluster.services) {
    const { clusterIPs, externalIPs, loadBalancerIPs } = service;
    const owner = refOf(service);
    if (clusterIPs.includes(ip)) return { is: 'SERVICE', owner, service };
    if (externalIPs.includes(ip)) return { is: 'EXTERNAL_IP', owner, service };
    if (loadBalancerIPs.some((each) => each.ip === ip)) return { is: 'LOAD_BALANCER', owner, service };
  }
  return undefined;
}

interface Called {
  readonly ip: Ip;
  readonly port: number;
  readonly owner: ObjectRef;
}

/** True for a port of the machine behind which the same is: the same port of a node, or the Service's. */
function leadsTo({ services }: Cluster, { ends, subject }: PublishedPort, { ip, port, owner }: Called): boolean {
  if (ends.some((each) => each.port === port && (each.ip === ip || owner.kind === 'Node'))) return true;
  const service = services.find(({ name, namespace }) => subject?.name === name && subject.namespace === namespace);
  if (subject?.kind !== 'Service' || service === undefined) return false;
  if (owner.kind === 'Node') return service.ports.some(({ nodePort }) => nodePort === port);
  return owner.kind === 'Service' && owner.name === subject.name && owner.namespace === subject.namespace;
}
