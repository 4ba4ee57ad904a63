import type { Cluster, ClusterService, ServiceEndpoint } from '../kubernetes/cluster.ts';
import { type Ip, type IpFamily, ipFamily, parseIp } from '../net/ip.ts';

export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'PTR';

/** One resource record; names end with a dot, `data` is zone-file text. */
export interface DnsRecord {
  readonly name: string;
  readonly type: DnsType;
  readonly data: string;
}

export interface DnsAnswer {
  readonly rcode: 'NOERROR' | 'NXDOMAIN';
  /** The CNAME first, where there is one; empty with NOERROR: the name exists without such records. */
  readonly records: readonly DnsRecord[];
  /** Set when the name is an alias for one outside the zone: ask again for it. */
  readonly alias?: string;
}

const NOT_FOUND: DnsAnswer = { rcode: 'NXDOMAIN', records: [] };
const NO_DATA: DnsAnswer = { rcode: 'NOERROR', records: [] };

/** True when the cluster DNS is the authority for this fully qualified name. */
export function isInZone(cluster: Cluster, name: string): boolean {
  const zone = `${cluster.settings.clusterDomain.toLowerCase()}.`;
  const wanted = name.toLowerCase();
  return wanted === zone || wanted.endsWith(`.${zone}`);
}

/**
 * What the cluster DNS answers for a fully qualified name of its zone: Services, headless endpoints, ExternalName
 * aliases, SRV. A Service without a cluster IP and without endpoints does not exist for it.
 * Source: kubernetes/dns docs/specification.md 1.1.0, CoreDNS plugin/kubernetes with "pods insecure".
 */
export function answerFromZone(cluster: Cluster, question: string, type: string): DnsAnswer {
  const zone = `${cluster.settings.clusterDomain.toLowerCase()}.`;
  const name = question.toLowerCase();
  if (name === zone) return NO_DATA;
  const labels = name
    .slice(0, -zone.length - 1)
    .split('.')
    .reverse();
  const [kind, namespace, service, ...rest] = labels;
  if (kind === 'dns-version' && labels.length === 1) return NO_DATA;
  if (kind === 'pod') return answerForPod(cluster, labels, { question, type });
  if (kind !== 'svc') return NOT_FOUND;
  if (namespace === undefined) return NO_DATA;
  if (service === undefined) return cluster.namespaces.has(namespace) ? NO_DATA : NOT_FOUND;
  const found = cluster.service(namespace, service);
  if (found === undefined) return NOT_FOUND;
  return answerForService(cluster, found, { question, type, rest });
}

interface Question {
  readonly question: string;
  readonly type: string;
  /** Labels left of the Service's, from right to left. */
  readonly rest: readonly string[];
}

function answerForService(cluster: Cluster, service: ClusterService, { question, type, rest }: Question): DnsAnswer {
  if (service.type === 'ExternalName') {
    if (rest.length > 0 || service.externalName === undefined) return NOT_FOUND;
    const alias = `${service.externalName.replace(/\.$/, '')}.`;
    const literal = parseIp(service.externalName);
    if (literal !== undefined) return addressAnswer(question, type, [literal]);
    return { rcode: 'NOERROR', records: [{ name: question, type: 'CNAME', data: alias }], alias };
  }
  const all = ([4, 6] as const).flatMap((family) => service.endpoints(family));
  const usable = all.filter((endpoint) => endpoint.ready || service.publishNotReadyAddresses);
  if (service.headless ? usable.length === 0 : service.clusterIPs.length === 0) return NOT_FOUND;
  const own = `${service.name}.${service.namespace}.svc.${cluster.settings.clusterDomain}.`;
  const [first, second, ...more] = rest;
  if (more.length > 0) return NOT_FOUND;
  if (first?.startsWith('_') === true || second !== undefined) {
    return answerForPort(service, usable, { question, type, own, protocol: first ?? '', port: second ?? '' });
  }
  if (first === undefined) {
    if (type === 'SRV')
      return serviceRecords(service, usable, { question, own, ports: service.ports.map((port) => port.name) });
    const addresses = service.headless ? usable.map((endpoint) => endpoint.ip) : service.clusterIPs;
    return addressAnswer(question, type, addresses);
  }
  const named = service.headless ? usable.filter((endpoint) => endpointLabel(endpoint) === first) : [];
  return named.length === 0
    ? NOT_FOUND
    : addressAnswer(
        question,
        type,
        named.map((endpoint) => endpoint.ip),
      );
}

interface PortQuestion {
  readonly question: string;
  readonly type: string;
  readonly own: string;
  readonly protocol: string;
  readonly port: string;
}

function answerForPort(service: ClusterService, endpoints: readonly ServiceEndpoint[], asked: PortQuestion): DnsAnswer {
  const ports = service.ports.filter(
    (port) => `_${port.name}` === asked.port && `_${port.protocol.toLowerCase()}` === asked.protocol,
  );
  if (ports.length === 0) return NOT_FOUND;
  if (asked.type !== 'SRV') {
    const addresses = service.headless ? endpoints.map((endpoint) => endpoint.ip) : service.clusterIPs;
    return addressAnswer(asked.question, asked.type, addresses);
  }
  const { question, own } = asked;
  return serviceRecords(service, endpoints, { question, own, ports: ports.map((port) => port.name) });
}

function serviceRecords(
  service: ClusterService,
  endpoints: readonly ServiceEndpoint[],
  { question, own, ports }: { readonly question: string; readonly own: string; readonly ports: readonly string[] },
): DnsAnswer {
  const record = (port: number, target: string): DnsRecord => ({
    name: question,
    type: 'SRV',
    data: `0 100 ${port} ${target}`,
  });
  const records = service.headless
    ? endpoints.flatMap((endpoint) =>
        endpoint.ports
          .filter((port) => ports.includes(port.name))
          .map((port) => record(port.port, `${endpointLabel(endpoint)}.${own}`)),
      )
    : service.ports.filter((port) => ports.includes(port.name)).map((port) => record(port.port, own));
  const unique = new Map(records.map((each) => [each.data, each]));
  return { rcode: 'NOERROR', records: [...unique.values()] };
}

/** An endpoint's hostname, or its address with dashes. CoreDNS plugin/kubernetes endpointHostname. */
function endpointLabel(endpoint: ServiceEndpoint): string {
  return (endpoint.hostname ?? endpoint.ip.replace(/[.:]/g, '-')).toLowerCase();
}

/** "10-244-1-5.shop.pod": answered in a namespace that exists, whether or not such a pod does. */
function answerForPod(
  cluster: Cluster,
  labels: readonly string[],
  { question, type }: { readonly question: string; readonly type: string },
): DnsAnswer {
  const [, namespace, label, ...rest] = labels;
  if (namespace === undefined) return NO_DATA;
  if (!cluster.namespaces.has(namespace) || rest.length > 0) return NOT_FOUND;
  if (label === undefined) return NO_DATA;
  const ip = parseIp(label.replaceAll('-', '.')) ?? parseIp(label.replaceAll('-', ':'));
  return ip === undefined ? NOT_FOUND : addressAnswer(question, type, [ip]);
}

function addressAnswer(name: string, type: string, addresses: readonly Ip[]): DnsAnswer {
  if (type !== 'A' && type !== 'AAAA') return NO_DATA;
  const family: IpFamily = type === 'A' ? 4 : 6;
  const matching = [...new Set(addresses)].filter((ip) => ipFamily(ip) === family);
  return { rcode: 'NOERROR', records: matching.map((ip) => ({ name, type, data: ip })) };
}
