import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { Assumption } from '../../kubernetes/model/assumption.ts';
import { createIp, type Ip, parseIp } from '../../net/ip.ts';
import { setThatNames } from './set-names.ts';

/** What a resolver outside the cluster answers; no addresses: the name does not exist there. */
export interface OutsideAnswer {
  readonly addresses: readonly Ip[];
  readonly assumptions: readonly Assumption[];
  /** The name is of a private zone, if it is any: nobody on the internet knows it. */
  readonly isPrivate?: true;
}

/**
 * A name as the world's DNS would answer it. Known are: the hostname of a Service's load balancer, a Node's name, and a
 * host that an Ingress, a Gateway or a route names (whoever runs one points that name at its address). A Service's name is not: it lives
 * in the cluster's DNS only. Any other name with a dot gets a documentation address (RFC 5737, RFC 3849), one below an end that is
 * kept for private use ("db.corp.internal") as well: whether a resolver here has such a zone no object says.
 * `zone`: names of it are known to whoever is asked, whatever they end in ("corp.internal.").
 */
export function resolveOutside(cluster: Cluster, name: string, zone = '.'): OutsideAnswer {
  const host = name.toLowerCase().replace(/\.$/, '');
  const balancer = cluster.services.find((service) => loadBalancerHostnames(service.object).includes(host));
  if (balancer !== undefined) return { addresses: balancer.loadBalancerIPs.map(({ ip }) => ip), assumptions: [] };
  const ingress = cluster.ingresses.find((each) => each.rules.some((rule) => hostCovers(rule.host, host)));
  if (ingress !== undefined) return { addresses: ingress.addresses, assumptions: [] };
  const gateway = cluster.gatewayAddresses(host);
  if (gateway !== undefined) return { addresses: gateway, assumptions: [] };
  const node = cluster.node(host);
  if (node !== undefined) return { addresses: [...node.externalIPs, ...node.ips], assumptions: [] };
  const isKnown = zone !== '.' && (`${host}.` === zone || host.endsWith(`.${zone.slice(0, -1)}`));
  const isPrivate = !isKnown && PRIVATE_END.test(host);
  const isNone = !host.includes('.') || !isName(host) || isClusterName(cluster, host) || (isPrivate && zone !== '.');
  if (!isKnown && isNone) return { addresses: [], assumptions: [] };
  const number = host.split('').reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 254, 7) + 1;
  const ip = createIp(`192.0.2.${number}`);
  return {
    addresses: [ip, createIp(`2001:db8::${number.toString(16)}`)],
    assumptions: [{ code: isPrivate ? 'PRIVATE_NAME_ASSUMED' : 'OUTSIDE_ADDRESS_ASSUMED', detail: { host, ip } }],
    ...(isPrivate && { isPrivate }),
  };
}

function hostCovers(pattern: string | undefined, host: string): boolean {
  if (pattern === undefined) return false;
  const wanted = pattern.toLowerCase();
  return wanted === host || (wanted.startsWith('*.') && host.slice(host.indexOf('.') + 1) === wanted.slice(2));
}

/** Ends that people give names inside the cluster, ends the world's DNS never serves (RFC 6761), and reverse names. */
const INTERNAL_END = /\.(svc|pod|cluster|localdomain|invalid|test|arpa)$/;
/** Ends of zones that only the resolvers of a company, a house or a cloud have. // ICANN resolution 2024.07.29.06, RFC 6762 appendix G, RFC 8375 */
const PRIVATE_END = /\.(internal|intranet|private|corp|home|lan|local|home\.arpa)$/;
/** NAME.NAMESPACE.svc and what follows: of a cluster, of this one or another. */
const OF_CLUSTER = /\.(svc|pod)\.|\.cluster\.local$/;
/** A Service with the name of a site, say example.com, does not make that site disappear. */
const PUBLIC_END = /\.(com|org|net|io|dev|app|edu|gov|info|biz|ai|co|eu|de|uk|us|fr)$/;

/** The end of a name that the world's DNS can have: letters, or letters in ASCII form. // RFC 3696 2, RFC 5890 2.3.2.1 */
const TOP_LEVEL = /^([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;
/** A label of a host, with the underscore that DNS itself has nothing against. // RFC 1123 2.1, RFC 2181 11 */
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** False for what no zone has: "db.x", "10.0.0.1.5", "web.-a.com". */
function isName(host: string): boolean {
  const labels = host.split('.');
  return TOP_LEVEL.test(labels.at(-1) ?? '') && labels.every((label) => LABEL.test(label));
}

function isClusterName(cluster: Cluster, host: string): boolean {
  const isOfEnd = INTERNAL_END.test(`.${host}`) && !PRIVATE_END.test(host);
  if (isOfEnd || OF_CLUSTER.test(host) || host.endsWith(`.${cluster.settings.clusterDomain.toLowerCase()}`))
    return true;
  const [first, second, ...rest] = host.split('.');
  const [third] = rest;
  // POD.SERVICE, where the Service that a StatefulSet names may be missing
  if (setThatNames(cluster, host.split('.', 3)) !== undefined) return true;
  // POD.SERVICE.NAMESPACE
  if (second !== undefined && third !== undefined && cluster.service(third, second) !== undefined) return true;
  if (second === undefined || rest.length > 0 || PUBLIC_END.test(host)) return false;
  return cluster.namespaces.has(second) || cluster.services.some(({ name }) => name === first || name === second);
}

/** status.loadBalancer.ingress[].hostname of a Service, in lower case. */
function loadBalancerHostnames(object: Readonly<Record<string, unknown>>): readonly string[] {
  const { status } = object as { readonly status?: { readonly loadBalancer?: { readonly ingress?: unknown } } };
  const points = status?.loadBalancer?.ingress;
  if (!Array.isArray(points)) return [];
  return points.flatMap((point: unknown) => {
    const hostname = (point as { readonly hostname?: unknown } | null)?.hostname;
    return typeof hostname === 'string' && parseIp(hostname) === undefined ? [hostname.toLowerCase()] : [];
  });
}
