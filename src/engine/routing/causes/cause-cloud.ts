import { internalOf } from '../../dataplane/load-balancer/scheme.ts';
import { INTERNET, LOAD_BALANCER } from '../../dataplane/rules/namespace-names.ts';
import { type CloudIngress, cloudIngresses, listenPorts } from '../../kubernetes/ingress/cloud-listeners.ts';
import { gceFault, HTTP_ANNOTATION } from '../../kubernetes/ingress/gce-sync.ts';
import { objectKey, type ObjectRef, type RawObject } from '../../kubernetes/model/object.ts';
import { field, readList } from '../../kubernetes/model/reader.ts';
import { containersOf } from '../../kubernetes/read/template-containers.ts';
import type { StatedBy } from '../../kubernetes/model/balancing.ts';
import type { Cluster, ClusterIngress, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { Subject } from '../../linux/model/origin.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { hostCidr } from '../../net/cidr.ts';
import { type Ip, ipFamily } from '../../net/ip.ts';
import { isPrivateIp } from '../../net/private-ranges.ts';
import { namesOf } from '../outcome/named.ts';
import type { Fix } from '../outcome/fix.ts';
import type { Cause } from '../outcome/outcome.ts';

const serviceRef = ({ namespace, name }: ClusterService) => ({ kind: 'Service', namespace, name });

/** What the firewall of the cloud has dropped, as nobody is known to have opened it. */
export function explainFirewall({ services, settings, owner }: Cluster, { flow, final }: Trace): Cause | undefined {
  const { firewall: cloud } = settings;
  if (cloud === undefined) return undefined;
  const { protocol, destinationIP: ip, destinationPort } = flow;
  const service = services.find(({ ports }) =>
    ports.some((each) => each.nodePort === destinationPort && each.protocol === protocol),
  );
  const node = owner(final.destinationIP);
  const port = protocol === 'ICMP' ? {} : { port: destinationPort };
  const behind = service === undefined ? {} : { service: namesOf(service) };
  const isNode = node !== undefined && 'podCIDRs' in node;
  const object = service === undefined ? (isNode ? { kind: 'Node', name: node.name } : undefined) : serviceRef(service);
  return {
    code: 'FIREWALL_CLOSED',
    detail: { cloud, protocol, ip, ...port, ...behind },
    ...(object === undefined ? {} : { object }),
    fix: { code: 'OPEN_FIREWALL', detail: { cloud, protocol, ...port, ...behind } },
  };
}

/** What the way of the cloud's network to the internet has dropped: the address of a pod, which nobody put another in place of. */
export function explainSource({ owner, objects }: Cluster, { final }: Trace): Cause {
  const { sourceIP: ip, destinationIP: to } = final;
  const pod = owner(ip);
  const fix = awsFix(objects.get(objectKey(AWS_NODE)));
  const base = { code: 'SOURCE_NOT_PUBLIC', ...(fix && { fix }) } as const;
  if (pod === undefined || 'podCIDRs' in pod) return { ...base, detail: { ip, to } };
  const { nodeName } = pod;
  const object = { kind: 'Pod', ...namesOf(pod) };
  return { ...base, detail: { ip, to, ...(nodeName === undefined ? {} : { node: nodeName }) }, object };
}

const AWS_NODE = { kind: 'DaemonSet', namespace: 'kube-system', name: 'aws-node' };
const EXTERNAL_SNAT = 'AWS_VPC_K8S_CNI_EXTERNALSNAT';

/** The variable by which nodes of EKS leave it to others to masquerade. */
function awsFix(daemonSet: RawObject | undefined): Fix | undefined {
  const [path] = containersOf(daemonSet).flatMap((container) =>
    readList(field(container, 'env'), (item) =>
      field(item, 'name').value === EXTERNAL_SNAT ? field(item, 'value').path : undefined,
    ),
  );
  if (path === undefined) return undefined;
  const detail = { field: EXTERNAL_SNAT, value: 'false' } as const;
  return { code: 'SET_FIELD', detail, object: AWS_NODE, path, value: 'false' };
}

/**
 * An address of the cluster's network, called from the internet. Nobody is offered to open an internal load balancer to everybody by a
 * press: it is told, after where to ask from. undefined: the packet ended elsewhere, or it is nobody's.
 */
export function explainPrivate(cluster: Cluster, { flow, end }: Trace): Cause | undefined {
  const { nodes, services } = cluster;
  const { destinationIP: ip } = flow;
  if (end !== INTERNET) return undefined;
  const node = nodes.find(({ ips }) => ips.includes(ip));
  if (node !== undefined) {
    const outer = node.externalIPs.find((each) => ipFamily(each) === ipFamily(ip));
    const object = { kind: 'Node', name: node.name };
    const base = { code: 'ADDRESS_NOT_PUBLIC', detail: { ip, owner: object }, object } as const;
    if (outer === undefined) return { ...base, fix: { code: 'PUT_SERVICE_IN_FRONT', detail: {} } };
    return { ...base, fix: { code: 'CALL_ADDRESS', detail: { ip: outer } } };
  }
  const entry = cluster.ingresses.find(
    ({ cloud, addresses }) => cloud?.internal !== undefined && addresses.includes(ip),
  );
  if (entry?.cloud?.internal !== undefined) return explainInternalEntry(entry, entry.cloud.internal, ip);
  const service = services.find(({ loadBalancerIPs }) => loadBalancerIPs.some((each) => each.ip === ip));
  const internal = service && internalOf(cluster, service, ip);
  if (service === undefined || (internal === undefined && !isPrivateIp(ip))) return undefined;
  const object = serviceRef(service);
  if (internal === undefined) return { code: 'ADDRESS_NOT_PUBLIC', detail: { ip, owner: object }, object };
  const { annotation, open: value } = internal;
  const path = ['metadata', 'annotations', annotation];
  const fix = { code: 'ASK_FROM_INSIDE', detail: { annotation, value } } as const;
  return { code: 'ADDRESS_NOT_PUBLIC', detail: { ip, owner: object, annotation }, object, path, fix };
}

function explainInternalEntry({ namespace, name }: ClusterIngress, by: StatedBy, ip: Ip): Cause {
  const object = { kind: 'Ingress', namespace, name };
  if ('params' in by) {
    const [params, field] = [{ kind: 'IngressClassParams', name: by.params }, ['spec', 'scheme']];
    const fix = { code: 'ASK_FROM_INSIDE', detail: { params: by.params, value: 'internet-facing' } } as const;
    return {
      code: 'ADDRESS_NOT_PUBLIC',
      detail: { ip, owner: object, params: by.params },
      object: params,
      path: field,
      fix,
    };
  }
  const { annotation } = by;
  const path = ['metadata', 'annotations', annotation];
  const value = annotation.endsWith('scheme') ? 'internet-facing' : 'gce';
  const fix = { code: 'ASK_FROM_INSIDE', detail: { annotation, value } } as const;
  return { code: 'ADDRESS_NOT_PUBLIC', detail: { ip, owner: object, annotation }, object, path, fix };
}

/** Whom the security group of an ALB does not let in. `subject`: one of its Ingresses. */
export function explainInbound(cluster: Cluster, { final }: Trace, subject: Subject): Cause | undefined {
  const entry = cluster.ingress(subject.namespace ?? 'default', subject.name);
  const { sources } = entry?.cloud ?? {};
  if (entry === undefined || sources === undefined) return undefined;
  const { cidrs, by } = sources;
  const cidr = hostCidr(final.sourceIP);
  const detail = { ingress: namesOf(entry), ranges: cidrs, ip: final.sourceIP, by };
  const code = 'INBOUND_RANGE_NOT_ALLOWED';
  if ('params' in by) {
    const [object, path] = [{ kind: 'IngressClassParams', name: by.params }, ['spec', 'inboundCIDRs']];
    const set = { code: 'SET_FIELD', detail: { field: 'inboundCIDRs', value: [...cidrs, cidr].join(', ') } } as const;
    return { code, detail, object, path, fix: { ...set, object, path, value: [...cidrs, cidr] } };
  }
  const { annotation } = by;
  const [object, path] = [{ kind: 'Ingress', ...namesOf(entry) }, ['metadata', 'annotations', annotation]];
  const add = { code: 'ADD_TO_ANNOTATION', detail: { annotation, value: cidr } } as const;
  return { code, detail, object, path, fix: { ...add, object, path, value: [...cidrs, cidr].join(', ') } };
}

/**
 * Why a load balancer of a cloud does not listen where it was called: what it would serve cannot be built, or it has other listeners.
 * undefined: what was called is none that serves Ingresses.
 */
export function explainClosedEntry(cluster: Cluster, { end, final }: Trace): Cause | undefined {
  if (end !== LOAD_BALANCER) return undefined;
  const { destinationIP: ip, destinationPort: port } = final;
  const served = cloudIngresses(cluster.ingresses, ip).filter(({ cloud }) => cloud.refused === undefined);
  const [entry] = served;
  if (entry === undefined) return undefined;
  const fault = explainUnsynced(cluster, entry);
  if (fault !== undefined) return fault;
  const { by } = entry.cloud;
  const object = { kind: 'Ingress', ...namesOf(entry) };
  const ports = listenPorts(served);
  const isOff = by === 'GCE' && port === 80;
  const of = { is: 'NO_LISTENER', ingress: namesOf(entry), by, port, ports } as const;
  if (isOff) {
    const detail = { ...of, off: HTTP_ANNOTATION };
    return { code: 'INGRESS_NOT_SERVED', detail, ...annotated(object, HTTP_ANNOTATION, 'true') };
  }
  const told = { code: 'INGRESS_NOT_SERVED', detail: of, object } as const;
  const isPlain = served.some(({ cloud }) => cloud.listeners.some((each) => !each.tls));
  return port === 443 && isPlain ? { ...told, fix: { code: 'USE_SCHEME', detail: { scheme: 'http' } } } : told;
}

const annotated = (object: ObjectRef, annotation: string, value: string) => {
  const path = ['metadata', 'annotations', annotation];
  return { object, path, fix: { code: 'SET_ANNOTATION', detail: { annotation, value }, object, path, value } } as const;
};

/** Why Google's controller syncs nothing; undefined: it does, or its load balancer stands from before, as a status states its address. */
export function explainUnsynced(cluster: Cluster, ingress: CloudIngress): Cause | undefined {
  const fault = ingress.cloud.addressAssumed === true ? gceFault(cluster, ingress) : undefined;
  if (fault === undefined) return undefined;
  const object = { kind: 'Ingress', ...namesOf(ingress) };
  const cause = { code: 'INGRESS_NOT_SERVED', detail: { ingress: namesOf(ingress), ...fault } } as const;
  switch (fault.is) {
    case 'NO_SECRET': {
      const path = ['spec', 'tls', fault.place, 'secretName'];
      const names = cluster
        .ofKind('Secret')
        .flatMap(({ ref }) => (ref.namespace === ingress.namespace ? ref.name : []));
      const near = nearestNames(fault.secret.name, names)[0];
      if (near === undefined) return { ...cause, object, path };
      const fix = { code: 'NAME_SECRET', detail: { secret: near }, object, path, value: near } as const;
      return { ...cause, object, path, fix };
    }
    case 'NO_SECRET_NAME':
      return { ...cause, object, path: ['spec', 'tls', fault.place] };
    case 'NO_FRONTEND':
      return { ...cause, ...annotated(object, HTTP_ANNOTATION, 'true') };
    case 'INTERNAL_WITH_BOTH':
      return { ...cause, ...annotated(object, HTTP_ANNOTATION, 'false') };
    case 'INTERNAL_REDIRECT': {
      const config = { kind: 'FrontendConfig', ...fault.config };
      const path = ['spec', 'redirectToHttps', 'enabled'];
      const detail = { field: 'redirectToHttps.enabled', value: 'false' };
      return { ...cause, object: config, path, fix: { code: 'SET_FIELD', detail, object: config, path, value: false } };
    }
  }
}
