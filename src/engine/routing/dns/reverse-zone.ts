import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { type Ip, parseIp } from '../../net/ip.ts';
import { recordOf } from '../../kubernetes/model/reader.ts';
import { endpointLabel } from './cluster-zone.ts';
import type { DnsAnswer } from './dns-record.ts';

const SERVICE_LABEL = 'kubernetes.io/service-name';

/** The address a fully qualified reverse name stands for (RFC 1035 in-addr.arpa, RFC 3596 ip6.arpa); undefined: none. */
export function addressOfReverseName(name: string): Ip | undefined {
  const wanted = name.toLowerCase();
  const four = /^((?:\d{1,3}\.){4})in-addr\.arpa\.$/.exec(wanted)?.[1];
  if (four !== undefined) return parseIp(four.split('.').slice(0, 4).reverse().join('.'));
  const six = /^((?:[0-9a-f]\.){32})ip6\.arpa\.$/.exec(wanted)?.[1];
  if (six === undefined) return undefined;
  const digits = six.replaceAll('.', '').split('').reverse().join('');
  return parseIp((digits.match(/.{4}/g) ?? []).join(':'));
}

/**
 * The names of an address: of the Service that has it as its clusterIP, else of every ready endpoint with that address and a
 * hostname, whether the Service that its EndpointSlice names exists or not.
 * undefined: the cluster knows none, or another type was asked for, and the question goes on to the server outside.
 * Source: CoreDNS v1.11 plugin/kubernetes/reverse.go serviceRecordForIP, and kubeadm's "fallthrough in-addr.arpa ip6.arpa".
 */
export function answerReverse(cluster: Cluster, question: string, type: string): DnsAnswer | undefined {
  const ip = type === 'PTR' ? addressOfReverseName(question) : undefined;
  const names = ip === undefined ? [] : namesOf(cluster, ip);
  if (names.length === 0) return undefined;
  return { rcode: 'NOERROR', records: names.map((data) => ({ name: question, type: 'PTR', data })) };
}

function namesOf(cluster: Cluster, ip: Ip): readonly string[] {
  const { services, settings } = cluster;
  const domain = (namespace: string, name: string) => `${name}.${namespace}.svc.${settings.clusterDomain}.`;
  const service = services.find(({ clusterIPs }) => clusterIPs.includes(ip));
  if (service !== undefined) return [domain(service.namespace, service.name)];
  const family = ip.includes(':') ? 6 : 4;
  const names = services.flatMap((each) =>
    each
      .endpoints(family)
      .filter((endpoint) => endpoint.ip === ip && endpoint.ready && endpoint.hostname !== undefined)
      .map((endpoint) => `${endpointLabel(endpoint)}.${domain(each.namespace, each.name)}`),
  );
  const orphans = orphanHostnames(cluster, ip).map(
    ({ hostname, namespace, service: name }) => `${hostname}.${domain(namespace, name)}`,
  );
  return [...new Set([...names, ...orphans])];
}

interface Orphan {
  readonly hostname: string;
  readonly namespace: string;
  readonly service: string;
}

/** Of the address in EndpointSlices that name a Service which does not exist. */
function orphanHostnames(cluster: Cluster, ip: Ip): readonly Orphan[] {
  return cluster
    .ofKind('EndpointSlice')
    .flatMap(({ raw, ref: { namespace = 'default' }, labels }): readonly Orphan[] => {
      const service = labels[SERVICE_LABEL];
      if (service === undefined || cluster.service(namespace, service) !== undefined) return [];
      const endpoints = Array.isArray(raw['endpoints']) ? raw['endpoints'] : [];
      return endpoints.map(recordOf).flatMap(({ addresses, hostname, conditions }) => {
        const has =
          Array.isArray(addresses) && addresses.some((text) => typeof text === 'string' && parseIp(text) === ip);
        const isReady = recordOf(conditions)['ready'] !== false;
        return has && isReady && typeof hostname === 'string' ? [{ hostname, namespace, service }] : [];
      });
    });
}
