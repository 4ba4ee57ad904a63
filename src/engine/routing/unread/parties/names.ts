import type { Cluster, ClusterService } from '../../../kubernetes/cluster/cluster.ts';
import { serviceName } from './parties.ts';

/** True when a host pattern ("*.example.com", "*") covers a host; both in any case. */
export function coversName(pattern: string, host: string): boolean {
  const wanted = pattern.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  if (wanted === '*' || wanted === host) return true;
  return wanted.startsWith('*.') && host.endsWith(wanted.slice(1));
}

/** True when a host, as an object of that namespace writes it ("cart", "cart.shop.svc.cluster.local"), is the Service. */
export function namesService(cluster: Cluster, host: string, namespace: string, service: ClusterService): boolean {
  const fqdn = `${service.name}.${service.namespace}.svc.${cluster.settings.clusterDomain}`;
  if (host.startsWith('*')) return coversName(host, fqdn);
  const named = serviceName(cluster, host.toLowerCase(), namespace);
  return named.name === service.name && named.namespace === service.namespace;
}

const HOST_KEYS = new Set(
  'host hosts hostname hostnames fqdn domain domains sni snis snihosts server_name dnsName serverNames'.split(' '),
);
/** Values looked at in one object. */
const BOUND = 2000;

/**
 * Every host an object states: values of fields such as host, hostnames or fqdn, and those in Traefik's rules
 * ("Host(`a`) && PathPrefix(`/b`)"). Empty: it states none.
 */
export function statedHosts(value: unknown): readonly string[] {
  const hosts = new Set<string>();
  const open: unknown[] = [value];
  for (let seen = 0; open.length > 0 && seen < BOUND; seen += 1) {
    const at = open.pop();
    if (Array.isArray(at)) open.push(...at.slice(0, BOUND));
    else if (typeof at === 'object' && at !== null) {
      for (const [key, entry] of Object.entries(at)) {
        if (key === 'match' && typeof entry === 'string') for (const host of hostsOfRule(entry)) hosts.add(host);
        else if (!HOST_KEYS.has(key)) open.push(entry);
        else for (const each of Array.isArray(entry) ? entry : [entry]) if (typeof each === 'string') hosts.add(each);
      }
    }
  }
  return [...hosts];
}

function hostsOfRule(rule: string): readonly string[] {
  return [...rule.matchAll(/Host(?:SNI)?\(([^)]*)\)/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/[`"']([^`"']+)[`"']/g)].flatMap(([, host]) => host ?? []),
  );
}
