import type { Cluster, ClusterPod, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { podSpecField } from '../causes/cause-place.ts';
import { correctService } from '../causes/cause-empty.ts';
import { explainEmpty, unreadyPod } from '../causes/cause-service.ts';
import { explainTrace } from './cause-trace.ts';
import { explainNoGoverning } from './cause-set.ts';
import { CLUSTER_DNS_VARIABLE } from '../corefile/cache-upstream.ts';
import { withFallthrough, withForward } from '../corefile/edit-corefile.ts';
import { clusterDnsServices, isClusterDns } from '../dns/dns-server.ts';
import type { DnsQuestion } from '../dns/lookup-name.ts';
import type { FailedQuery, Run } from './routing-programs.ts';
import { parseIp } from '../../net/ip.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import { resolverConfig } from '../dns/resolver-config.ts';
import { resolveOutside } from '../dns/outside-names.ts';
import { POD_OF_SET, setThatNames } from '../dns/set-names.ts';
import { namesOf } from '../outcome/named.ts';
import { factsOf } from '../outcome/facts-of.ts';
import type { Fix, FixDetails } from '../outcome/fix.ts';
import type { Cause } from '../outcome/outcome.ts';
import { explainServed } from './cause-entry.ts';

/** Why a name has no address for this client. `exists`: it has some, of another family or type. */
export function explainName(run: Run, exists: boolean, asked: readonly DnsQuestion[] = []): Cause {
  const { cluster, request } = run;
  const { source, target } = request;
  const told = explainTold(run, asked);
  if (told !== undefined) return told;
  const host = target.host.replace(/\.$/, '');
  const zone = `.${cluster.settings.clusterDomain}`;
  const [name = '', namespace] = (host.endsWith(zone) ? host.slice(0, -zone.length) : host)
    .replace(/\.svc$/, '')
    .split('.');
  const from = source.kind === 'pod' ? source.pod.namespace : 'default';
  const service = cluster.service(namespace ?? from, name);
  if (exists && service?.type === 'ExternalName') return explainAlias(cluster, service);
  if (exists) {
    const object =
      service === undefined ? {} : { object: { kind: 'Service', namespace: service.namespace, name: service.name } };
    return { code: 'NO_ADDRESS_OF_FAMILY', detail: { is: 'NAME', host }, ...object };
  }
  if (source.kind !== 'pod') {
    const unattached = run.programs.gateways?.explainUnserved(cluster, host.toLowerCase());
    if (unattached !== undefined) return unattached;
    const { assumptions, isPrivate = false } = resolveOutside(cluster, host);
    if (source.kind === 'internet' && assumptions.length > 0 && !isPrivate) return explainNotHere(cluster, host);
    const unserved = cluster.entries.find(
      ({ addresses, ways }) => addresses.length === 0 && ways.some((way) => way.host?.toLowerCase() === host),
    );
    if (unserved !== undefined) return explainServed(run, { entry: unserved });
    const where = source.kind === 'internet' ? 'internet' : 'node';
    const named = service ?? cluster.services.find((each) => each.name === name && namespace === undefined);
    if (named === undefined) return { code: 'NAME_NOT_FOUND', detail: { is: 'NOT_OUTSIDE', host, from: where } };
    const object = { kind: 'Service', namespace: named.namespace, name: named.name };
    const detail = { is: 'SERVICE_OUTSIDE', host, from: where } as const;
    return { code: 'NAME_NOT_FOUND', detail, object, fix: callFromOutside(cluster, where, named) };
  }
  if (service !== undefined) return explainMissed(run, source.pod, { host, service, asked });
  const unknown = { host, name, namespace, from };
  return (
    explainSubdomain(cluster, host, from) ??
    explainElsewhere(cluster, host) ??
    explainUnknownName(cluster.services, unknown)
  );
}

/** A name of the world, asked for on the internet: the hosts that something here serves may be what was meant. */
function explainNotHere(cluster: Cluster, host: string): Cause {
  const served = cluster.entries.filter(({ addresses }) => addresses.length > 0);
  const ways = served.flatMap((entry) => entry.ways.flatMap((way) => way.host?.toLowerCase() ?? []));
  const hosts = [...new Set(ways)];
  const names = nearestNames(host, hosts);
  const fix: Fix =
    names.length > 0
      ? { code: 'DID_YOU_MEAN', detail: { names } }
      : { code: 'CALL_ENTRY_POINT', detail: balancersOf(cluster.services) };
  return { code: 'NAME_NOT_FOUND', detail: { is: 'NOT_HERE', host, hosts }, fix };
}

/** How who does not ask the cluster's DNS gets to a Service: a node has the rules for its clusterIP, the internet has not. */
function callFromOutside(cluster: Cluster, from: 'internet' | 'node', named: ClusterService): Fix {
  const { headless, clusterIPs } = named;
  const [ip] = clusterIPs;
  return from === 'node' && !headless && ip !== undefined
    ? { code: 'CALL_NAME', detail: { name: ip } }
    : { code: 'CALL_ENTRY_POINT', detail: balancersOf(named.loadBalancerIPs.length > 0 ? [named] : cluster.services) };
}

function balancersOf(services: readonly ClusterService[]): FixDetails['CALL_ENTRY_POINT'] {
  const balancers = services.flatMap(({ namespace, name, loadBalancerIPs }) =>
    loadBalancerIPs.map(({ ip }) => ({ service: { namespace, name }, ip })),
  );
  return balancers.length === 0 ? {} : { balancers };
}

/** A name that a server keeps from being found by what its settings say; undefined: none does. */
function explainTold({ cluster, programs, request }: Run, asked: readonly DnsQuestion[]): Cause | undefined {
  const question = asked.find(({ told, rcode }) => told !== undefined && rcode !== 'NOERROR');
  const corefile = clusterDnsNamespaces(cluster)
    .map((each) => programs.corefile?.of(cluster, each))
    .find(Boolean);
  if (question?.told === undefined || corefile === undefined) return undefined;
  const { name, told: line } = question;
  const rcode = question.rcode === 'NO_ANSWER' ? 'SERVFAIL' : question.rcode;
  const at = { object: corefile.config, path: ['data', corefile.key] };
  const detail = { is: 'COREFILE', host: request.target.host, name, rcode, line, config: at.object } as const;
  const value = rcode === 'SERVFAIL' ? withFallthrough(corefile.text, line) : undefined;
  const told = { code: 'NAME_NOT_FOUND', detail, ...at } as const;
  if (value === undefined) return told;
  return { ...told, fix: { code: 'ADD_LINE', detail: { line: 'fallthrough', to: line }, ...at, value } };
}

/** An ExternalName that leads nowhere. */
function explainAlias({ services, settings }: Cluster, { namespace, name, externalName = '' }: ClusterService): Cause {
  const object = { kind: 'Service', namespace, name };
  const path = ['spec', 'externalName'];
  const detail = { is: 'ALIAS_OF_NOTHING', service: { namespace, name }, externalName } as const;
  const known = services
    .filter((each) => each.name !== name || each.namespace !== namespace)
    .map((each) => `${each.name}.${each.namespace}.svc.${settings.clusterDomain}`);
  const [near] = nearestNames(externalName.replace(/\.$/, ''), known);
  const told = { code: 'NAME_NOT_FOUND', detail, object, path } as const;
  if (near === undefined) return told;
  return { ...told, fix: { ...settingField('externalName', near), object, path, value: near } };
}

const clusterDnsNamespaces = (cluster: Cluster): readonly string[] => [
  ...new Set(clusterDnsServices(cluster).map(({ namespace }) => namespace)),
];

/** The Service is there, and yet its name was not found. */
function explainMissed(
  { cluster, programs }: Run,
  pod: ClusterPod,
  {
    host,
    service,
    asked,
  }: { readonly host: string; readonly service: ClusterService; readonly asked: readonly DnsQuestion[] },
): Cause {
  const { nameservers, search } = resolverConfig(cluster, pod);
  const of = { host, pod: namesOf(pod) };
  if (!nameservers.some((ip) => isClusterDns(cluster, ip))) {
    const value = pod.hostNetwork ? 'ClusterFirstWithHostNet' : 'ClusterFirst';
    const at = podSpecField(pod, 'dnsPolicy');
    const detail = { is: 'OTHER_SERVERS', ...of, servers: nameservers } as const;
    return { code: 'NAME_NOT_FOUND', detail, ...at, fix: { ...settingField('dnsPolicy', value), ...at, value } };
  }
  const { namespace, name, type, externalName = '' } = service;
  const full = `${name}.${namespace}.svc.${cluster.settings.clusterDomain}`;
  const question = asked.find((each) => each.name.toLowerCase() === `${full}.`);
  if (question !== undefined && type === 'ExternalName' && parseIp(externalName) !== undefined) {
    const at = { object: { kind: 'Service', namespace, name }, path: ['spec', 'externalName'] };
    return {
      code: 'NAME_NOT_FOUND',
      detail: { is: 'ALIAS_OF_ADDRESS', service: namesOf(service), externalName },
      ...at,
    };
  }
  const { refused } = service;
  if (refused !== undefined) {
    const detail = { is: 'SERVICE_REFUSED', service: namesOf(service), refusal: refused.refusal } as const;
    const object = { kind: 'Service', namespace, name };
    return { code: 'NAME_NOT_FOUND', detail, object, path: refused.path, fix: correctService(object, refused) };
  }
  if (service.headless) return explainEmpty(cluster, service, service.ipFamilies[0] ?? 4, true);
  if (question !== undefined) {
    const [corefile] = clusterDnsNamespaces(cluster).flatMap((each) => programs.corefile?.of(cluster, each) ?? []);
    const rcode = question.rcode === 'NO_ANSWER' ? 'SERVFAIL' : question.rcode;
    const at = corefile === undefined ? {} : { object: corefile.config, path: ['data', corefile.key] };
    const config = corefile === undefined ? {} : { config: corefile.config };
    return { code: 'NAME_NOT_FOUND', detail: { is: 'NOT_SERVED', host, full, rcode, ...config }, ...at };
  }
  const detail = { is: 'NOT_SEARCHED', ...of, search, full } as const;
  const fix = { code: 'CALL_NAME', detail: { name: full } } as const;
  return { code: 'NAME_NOT_FOUND', detail, ...podSpecField(pod, 'dnsConfig'), fix };
}

/** POD.SERVICE of a pod that has no name there. */
function explainSubdomain(cluster: Cluster, host: string, from: string): Cause | undefined {
  const [name = '', front = '', third] = host.toLowerCase().split('.');
  const namespace = third === undefined || third === 'svc' ? from : third;
  const service = cluster.service(namespace, front);
  if (service === undefined) {
    const set = setThatNames(cluster, [name, front, namespace]);
    return set && explainNoGoverning(cluster, set, { namespace, name: front });
  }
  const pod = cluster.pod(namespace, name);
  if (pod === undefined) return explainOrdinal(cluster, service, name);
  const { subdomain } = (pod.object['spec'] ?? {}) as { readonly subdomain?: unknown };
  return subdomain === front ? explainUnreadyName(service, pod) : explainOtherSubdomain(service, pod, subdomain);
}

/** POD.SERVICE of a pod of another namespace, which has to be in the name. */
function explainElsewhere(cluster: Cluster, host: string): Cause | undefined {
  const [name = '', front = '', third] = host.toLowerCase().split('.');
  if (third !== undefined) return undefined;
  const names = cluster.pods.flatMap((pod) => {
    const { subdomain } = (pod.object['spec'] ?? {}) as { readonly subdomain?: unknown };
    const isNamed =
      pod.name === name && subdomain === front && cluster.service(pod.namespace, front)?.headless === true;
    return isNamed ? [`${name}.${front}.${pod.namespace}`] : [];
  });
  if (names.length === 0) return undefined;
  return { code: 'NAME_NOT_FOUND', detail: { is: 'UNKNOWN', host }, fix: { code: 'DID_YOU_MEAN', detail: { names } } };
}

/** Its subdomain (a StatefulSet's serviceName) is another. */
function explainOtherSubdomain({ namespace, name: front }: ClusterService, pod: ClusterPod, subdomain: unknown): Cause {
  const isSet = pod.workload.kind === 'StatefulSet';
  const has = typeof subdomain === 'string' && subdomain !== '' ? { subdomain } : {};
  const of = { pod: namesOf(pod), service: front, ...(isSet && { set: pod.workload.name }), ...has };
  const object = isSet ? { ...pod.workload, namespace } : { kind: 'Pod', namespace, name: pod.name };
  const path = isSet ? ['spec', 'serviceName'] : ['spec', 'subdomain'];
  const fix = { code: 'SET_TO', detail: { value: front } } as const;
  return { code: 'NAME_NOT_FOUND', detail: { is: 'OTHER_SUBDOMAIN', ...of }, object, path, fix };
}

/** Only endpoints that are ready have a name, unless the Service publishes all. undefined: the pod is ready. */
function explainUnreadyName(service: ClusterService, pod: ClusterPod): Cause | undefined {
  const object = { kind: 'Service', namespace: service.namespace, name: service.name };
  if (pod.phase !== 'Running') {
    const { phase, pendingReason, name } = pod;
    const why = pendingReason === undefined ? {} : { pendingReason };
    const detail = { service: namesOf(service), headless: true, pod: name, phase, ...why } as const;
    return { code: 'POD_NOT_RUNNING', detail, object };
  }
  if (pod.ready) return undefined;
  const unready = unreadyPod(pod);
  const path = ['spec', 'publishNotReadyAddresses'];
  const detail = { is: 'POD_NOT_READY', service: namesOf(service), pod: unready } as const;
  const told = { code: 'NAME_NOT_FOUND', detail, object, path } as const;
  if (unready.is !== 'PROBED') return told;
  return { ...told, fix: { code: 'PUBLISH_NOT_READY', detail: {}, object, path, value: true } };
}

/** SET-NUMBER of a StatefulSet that does not have as many pods. */
function explainOrdinal({ workloads }: Cluster, { namespace }: ClusterService, pod: string): Cause | undefined {
  const [, set, ordinal] = POD_OF_SET.exec(pod) ?? [];
  const found = workloads.find(
    (each) => each.kind === 'StatefulSet' && each.namespace === namespace && each.name === set,
  );
  if (found === undefined) return undefined;
  const { kind, name, replicas } = found;
  const object = { kind, namespace, name };
  const path = ['spec', 'replicas'];
  const detail = { is: 'NO_REPLICA', set: { namespace, name }, pod, replicas } as const;
  const value = Number(ordinal) + 1;
  const fix = { ...settingField('replicas', value), object, path, value };
  return { code: 'NAME_NOT_FOUND', detail, object, path, ...(value > replicas && { fix }) };
}

interface Unknown {
  readonly host: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly from: string;
}

function explainUnknownName(
  services: readonly { readonly namespace: string; readonly name: string }[],
  { host, name, namespace, from }: Unknown,
): Cause {
  const elsewhere = services.filter((each) => each.name === name).map((each) => `${each.name}.${each.namespace}`);
  const known = services.map((each) => (each.namespace === from ? each.name : `${each.name}.${each.namespace}`));
  const near =
    elsewhere.length > 0 ? elsewhere : nearestNames(namespace === undefined ? name : `${name}.${namespace}`, known);
  const detail = { is: 'UNKNOWN', host, ...(namespace === undefined && { namespace: from }) } as const;
  if (near.length === 0) return { code: 'NAME_NOT_FOUND', detail };
  return { code: 'NAME_NOT_FOUND', detail, fix: { code: 'DID_YOU_MEAN', detail: { names: near } } };
}

/** A query got no answer: the client's own, or that of the server it asked. Absent: it could not even be sent. */
export function explainUnreachableDns(run: Run, failed?: FailedQuery): Cause {
  const { cluster, network, programs, request } = run;
  const pod = request.source.kind === 'pod' ? request.source.pod : undefined;
  if (failed === undefined) return explainNoServer(cluster, pod);
  const { trace, by, halted } = failed;
  if (halted !== undefined) return explainHalted(halted);
  const inner = explainTrace({ cluster, network, programs, trace });
  const of = { server: trace.flow.destinationIP, ...(inner && { because: factsOf(inner) }) };
  const { object, path, fix }: Partial<Cause> = inner ?? {};
  return {
    code: 'DNS_UNREACHABLE',
    detail:
      by === undefined
        ? { is: 'NO_ANSWER', ...of, ...waiting(run, trace) }
        : { is: 'NOT_FORWARDED', ...of, pod: namesOf(by) },
    ...(object === undefined ? {} : { object }),
    ...(path === undefined ? {} : { path }),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** A CoreDNS that ends as soon as it has started. */
function explainHalted({
  pod,
  corefile: { config, key, text, local },
  forward,
}: NonNullable<FailedQuery['halted']>): Cause {
  const at = { object: config, path: ['data', key] };
  const detail = { is: 'HALTED', pod: namesOf(pod), config, forward } as const;
  const told = { code: 'DNS_UNREACHABLE', detail, ...at } as const;
  const to = local === undefined ? NODE_RESOLV_CONF : CLUSTER_DNS_VARIABLE;
  const value = withForward(text, forward, to);
  if (value === undefined) return told;
  const fix = {
    code: 'REPLACE_LINE',
    detail: { was: `forward . ${forward}`, line: `forward . ${to}` },
  } as const;
  return { ...told, fix: { ...fix, ...at, value } };
}

const NODE_RESOLV_CONF = '/etc/resolv.conf';

/** How long the client waits; an error that comes back ends the wait at once. */
function waiting({ cluster, request: { source } }: Run, { disposition }: Trace) {
  if (source.kind !== 'pod' || disposition === 'REJECTED' || disposition === 'REFUSED') return {};
  const { timeout, attempts, nameservers } = resolverConfig(cluster, source.pod);
  return { waits: { timeout, attempts, servers: nameservers.length } };
}

const settingField = (field: string, value: string | number) =>
  ({ code: 'SET_FIELD', detail: { field, value } }) as const;

function explainNoServer(cluster: Cluster, pod: ClusterPod | undefined): Cause {
  if (pod === undefined) return { code: 'DNS_UNREACHABLE', detail: { is: 'NO_SERVER' } };
  const { nameservers: servers } = resolverConfig(cluster, pod);
  if (servers.length > 0) {
    const detail = { is: 'NO_ADDRESS_OF_FAMILY', pod: namesOf(pod), servers } as const;
    return { code: 'DNS_UNREACHABLE', detail, ...podSpecField(pod, 'dnsConfig') };
  }
  const at = podSpecField(pod, 'dnsPolicy');
  const fix = { ...settingField('dnsPolicy', 'ClusterFirst'), ...at, value: 'ClusterFirst' };
  return { code: 'DNS_UNREACHABLE', detail: { is: 'NO_SERVER', pod: namesOf(pod) }, ...at, fix };
}
