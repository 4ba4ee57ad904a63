import type { Cluster, ClusterService, ServiceEndpoint } from '../../kubernetes/cluster/cluster.ts';
import { type Ip, ipFamily, parseIp } from '../../net/ip.ts';
import { type DnsAnswer, type DnsRecord, NO_DATA, NOT_FOUND } from './dns-record.ts';
import { clusterDnsServices } from './dns-server.ts';

/** Version of the kubernetes/dns specification that CoreDNS says it implements. */
const SCHEMA_VERSION = '1.1.0';

/** The zone's name, dotted at its end, in lower case. */
const zoneOf = ({ settings }: Cluster) => `${settings.clusterDomain.toLowerCase()}.`;

/** True when the cluster DNS is the authority for this fully qualified name. */
export function isInZone(cluster: Cluster, name: string): boolean {
  const zone = zoneOf(cluster);
  const wanted = name.toLowerCase();
  return wanted === zone || wanted.endsWith(`.${zone}`);
}

/** A question inside the zone. */
interface Question {
  /** As asked. */
  readonly name: string;
  readonly type: string;
}

/**
 * What the cluster DNS answers for a fully qualified name of its zone: Services, endpoints, pod addresses, SRV, and what
 * the zone says about itself. An ExternalName Service is a CNAME, whatever type was asked for: its target is not followed.
 * Source: kubernetes/dns docs/specification.md 1.1.0; CoreDNS plugin/kubernetes (parse.go, kubernetes.go, handler.go) with
 * "pods insecure", as kubeadm configures it.
 */
export function answerFromZone(cluster: Cluster, question: string, type: string): DnsAnswer {
  const zone = zoneOf(cluster);
  const name = question.toLowerCase();
  const asked = { name: question, type };
  const base = name === zone ? '' : name.slice(0, -zone.length - 1);
  if (type === 'TXT') return answerText(cluster, asked, base);
  if (type === 'SOA') {
    const start = `ns.dns.${zone} hostmaster.${zone}`;
    return base === '' ? single(asked, `${start} 1 7200 1800 86400 30`) : NO_DATA;
  }
  if (base === '') return type === 'NS' ? nameServers(cluster, asked) : NO_DATA;
  if (base === 'ns.dns') return addressAnswer(asked, nameServerAddresses(cluster));
  const [kind, namespace, service, ...rest] = base.split('.').reverse();
  if (kind !== 'svc' && kind !== 'pod') return NOT_FOUND;
  if (namespace === undefined) return NO_DATA;
  if (!cluster.namespaces.has(namespace) || rest.length > 2) return NOT_FOUND;
  if (service === undefined) return NO_DATA;
  if (kind === 'pod') return answerForPod(service, asked);
  const found = cluster.service(namespace, service);
  return found === undefined ? NOT_FOUND : answerForService(cluster, found, { ...asked, rest });
}

/** Of texts there is one. Names that have a record of another type have none of this one, and those that have none are none. */
function answerText(cluster: Cluster, asked: Question, base: string): DnsAnswer {
  if (base === 'dns-version') return single(asked, `"${SCHEMA_VERSION}"`);
  const others = ['A', 'AAAA'].map((type) => answerFromZone(cluster, asked.name, type));
  return others.some(({ records }) => records.length > 0) ? NO_DATA : NOT_FOUND;
}

/** The cluster DNS is its own name server, by its Service's name. CoreDNS plugin/kubernetes/ns.go nsAddrs. */
function nameServers(cluster: Cluster, asked: Question): DnsAnswer {
  const names = clusterDnsServices(cluster).map(({ namespace, name }) => `${name}.${namespace}.svc.${zoneOf(cluster)}`);
  const data = names.length === 0 ? [`ns.dns.${zoneOf(cluster)}`] : names;
  return { rcode: 'NOERROR', records: data.map((each) => ({ name: asked.name, type: 'NS', data: each })) };
}

const nameServerAddresses = (cluster: Cluster) => clusterDnsServices(cluster).flatMap((each) => each.clusterIPs);

function single({ name, type }: Question, data: string): DnsAnswer {
  return { rcode: 'NOERROR', records: [{ name, type: type as DnsRecord['type'], data }] };
}

interface ServiceQuestion extends Question {
  /** At most two labels left of the Service's, from right to left: an endpoint, or protocol and port. */
  readonly rest: readonly string[];
}

/** One address behind a name. `port` absent: it has none, so no SRV record tells of it. */
interface Item {
  readonly ip: Ip;
  readonly port?: number;
  readonly target: string;
}

function answerForService(cluster: Cluster, service: ClusterService, asked: ServiceQuestion): DnsAnswer {
  const { name, rest } = asked;
  if (service.type === 'ExternalName') return rest.length > 0 ? NOT_FOUND : aliasOf(service, name);
  const own = `${service.name}.${service.namespace}.svc.${zoneOf(cluster)}`;
  const items =
    service.headless || rest.length === 1 ? endpointItems(service, asked, own) : serviceItems(service, asked, own);
  if (items.length === 0) return NOT_FOUND;
  if (asked.type !== 'SRV') return addressAnswer(asked, [...new Set(items.map(({ ip }) => ip))]);
  const weight = Math.max(1, Math.floor(100 / items.length));
  const data = items.flatMap(({ port, target }) => (port === undefined ? [] : [`0 ${weight} ${port} ${target}`]));
  return { rcode: 'NOERROR', records: [...new Set(data)].map((text) => ({ name, type: 'SRV', data: text })) };
}

/** An externalName that is an address is none for CoreDNS. */
function aliasOf({ externalName = '' }: ClusterService, name: string): DnsAnswer {
  const target = externalName.replace(/\.$/, '');
  if (target === '' || parseIp(target) !== undefined) return NOT_FOUND;
  return { rcode: 'NOERROR', records: [{ name, type: 'CNAME', data: `${target}.` }] };
}

/** True for the port "_http._tcp" asks for. The underscores may be left out. */
function isAskedPort(rest: readonly string[], port: { readonly name: string; readonly protocol: string }): boolean {
  if (rest.length < 2) return true;
  const [protocol, name] = rest.map((label) => label.replace(/^_/, ''));
  return protocol === port.protocol.toLowerCase() && name === port.name.toLowerCase();
}

function serviceItems(service: ClusterService, { rest }: ServiceQuestion, target: string): readonly Item[] {
  const { clusterIPs, ports } = service;
  if (ports.length === 0) return rest.length === 0 ? clusterIPs.map((ip) => ({ ip, target })) : [];
  return ports
    .filter((port) => isAskedPort(rest, port))
    .flatMap(({ port }) => clusterIPs.map((ip) => ({ ip, port, target })));
}

/** Ready endpoints: all of a headless Service, of any other the one that is named. */
function endpointItems(service: ClusterService, { rest }: ServiceQuestion, own: string): readonly Item[] {
  const wanted = rest.length === 1 ? rest[0] : undefined;
  return ([4, 6] as const)
    .flatMap((family) => service.endpoints(family))
    .filter((endpoint) => endpoint.ready && (wanted === undefined || endpointLabel(endpoint) === wanted))
    .flatMap((endpoint): readonly Item[] => {
      const { ip, ports } = endpoint;
      const target = `${endpointLabel(endpoint)}.${own}`;
      if (ports.length === 0) return rest.length < 2 ? [{ ip, target }] : [];
      return ports.filter((port) => isAskedPort(rest, port)).map(({ port }) => ({ ip, port, target }));
    });
}

/** An endpoint's hostname, or its address with dashes. CoreDNS plugin/kubernetes endpointHostname. */
export function endpointLabel({ hostname, ip }: ServiceEndpoint): string {
  return (hostname ?? ip.replace(/[.:]/g, '-')).toLowerCase();
}

/** "10-244-1-5.shop.pod": answered in a namespace that exists, whether or not such a pod does. */
function answerForPod(label: string, asked: Question): DnsAnswer {
  const four = label.split('-').length === 4 && !label.includes('--');
  const ip = parseIp(label.replaceAll('-', four ? '.' : ':'));
  return ip === undefined ? NOT_FOUND : addressAnswer(asked, [ip]);
}

function addressAnswer({ name, type }: Question, addresses: readonly Ip[]): DnsAnswer {
  if (type !== 'A' && type !== 'AAAA') return NO_DATA;
  const matching = addresses.filter((ip) => ipFamily(ip) === (type === 'A' ? 4 : 6));
  return { rcode: 'NOERROR', records: matching.map((ip) => ({ name, type, data: ip })) };
}
