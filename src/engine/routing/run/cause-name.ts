import type { Cluster, ClusterIngress, ClusterPod, ClusterService } from '../../kubernetes/model/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { podSpecField } from '../causes/cause-place.ts';
import { explainEmpty } from '../causes/cause-service.ts';
import { explainTrace } from './cause-trace.ts';
import { isClusterDns } from '../dns/dns-server.ts';
import type { FailedQuery } from './dns-walk.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import { resolverConfig } from '../dns/resolver-config.ts';
import type { Cause } from '../outcome/outcome.ts';
import type { EntryPoint } from './parse-request.ts';
import type { Run } from './run.ts';

/** Why a name has no address for this client. `exists`: it has some, of another family or type. */
export function explainName({ cluster, request: { source, target } }: Run, exists: boolean): Cause {
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
    return { code: 'NO_ADDRESS_OF_FAMILY', message: `${host} has no address of a family the client has.`, ...object };
  }
  if (source.kind !== 'pod') {
    const unserved = cluster.ingresses.find(
      ({ addresses, rules }) => addresses.length === 0 && rules.some((rule) => rule.host?.toLowerCase() === host),
    );
    if (unserved !== undefined) return explainIngress(cluster, unserved);
    const where = source.kind === 'internet' ? 'clients on the internet' : 'nodes';
    const named = service ?? cluster.services.find((each) => each.name === name && namespace === undefined);
    if (named === undefined) {
      return { code: 'NAME_NOT_FOUND', message: `${host} is not a name that ${where} can resolve.` };
    }
    const object = { kind: 'Service', namespace: named.namespace, name: named.name };
    const text = 'Use an Ingress host, the address of a LoadBalancer Service, or a node address with its nodePort.';
    const message = `${host} is a Service name: it exists only in the cluster's DNS, which ${where} do not use.`;
    return { code: 'NAME_NOT_FOUND', message, object, fix: { text } };
  }
  if (service !== undefined) return explainMissed(cluster, source.pod, { host, service });
  return explainSubdomain(cluster, host, from) ?? explainUnknownName(cluster.services, { host, name, namespace, from });
}

/** An ExternalName that leads nowhere. */
function explainAlias({ services, settings }: Cluster, { namespace, name, externalName = '' }: ClusterService): Cause {
  const object = { kind: 'Service', namespace, name };
  const path = ['spec', 'externalName'];
  const message = `Service ${namespace}/${name} is an alias of ${externalName}, a name without an address.`;
  const known = services
    .filter((each) => each.name !== name || each.namespace !== namespace)
    .map((each) => `${each.name}.${each.namespace}.svc.${settings.clusterDomain}`);
  const [near] = nearestNames(externalName.replace(/\.$/, ''), known);
  const fix = near === undefined ? {} : { fix: { text: `Set externalName to ${near}.`, object, path, value: near } };
  return { code: 'NAME_NOT_FOUND', message, object, path, ...fix };
}

/** The Service is there, and yet its name was not found. */
function explainMissed(
  cluster: Cluster,
  pod: ClusterPod,
  { host, service }: { readonly host: string; readonly service: ClusterService },
): Cause {
  const { nameservers, search } = resolverConfig(cluster, pod);
  const label = `Pod ${pod.namespace}/${pod.name}`;
  if (!nameservers.some((ip) => isClusterDns(cluster, ip))) {
    const value = pod.hostNetwork ? 'ClusterFirstWithHostNet' : 'ClusterFirst';
    const at = podSpecField(pod, 'dnsPolicy');
    const message = `${host} is a Service name, and ${label} asks ${nameservers.join(', ')}, which does not know the cluster's names.`;
    return { code: 'NAME_NOT_FOUND', message, ...at, fix: { text: `Set dnsPolicy to ${value}.`, ...at, value } };
  }
  if (service.headless) {
    const cause = explainEmpty(cluster, service, service.ipFamilies[0] ?? 4);
    return { ...cause, message: `${cause.message} The Service is headless, so its name has no address.` };
  }
  const full = `${service.name}.${service.namespace}.svc.${cluster.settings.clusterDomain}`;
  const list = search.length === 0 ? 'no search list' : `the search list ${search.join(' ')}`;
  const message = `${label} has ${list}, so ${host} is never looked for as ${full}.`;
  return { code: 'NAME_NOT_FOUND', message, ...podSpecField(pod, 'dnsConfig'), fix: { text: `Call it ${full}.` } };
}

/** POD.SERVICE of a pod that has no name there: its subdomain (a StatefulSet's serviceName) is another. */
function explainSubdomain({ pod, service }: Cluster, host: string, from: string): Cause | undefined {
  const [name = '', front = '', third] = host.split('.');
  const namespace = third === undefined || third === 'svc' ? from : third;
  const found = pod(namespace, name);
  if (found === undefined || service(namespace, front) === undefined) return undefined;
  const { subdomain } = (found.object['spec'] ?? {}) as { readonly subdomain?: unknown };
  const isSet = found.workload.kind === 'StatefulSet';
  const field = isSet ? `the serviceName of its StatefulSet ${found.workload.name}` : 'its subdomain';
  const has = typeof subdomain === 'string' && subdomain !== '' ? `is ${subdomain}` : 'is not set';
  const message = `Pod ${namespace}/${name} has no name below Service ${front}: ${field} ${has}.`;
  const object = isSet ? { ...found.workload, namespace } : { kind: 'Pod', namespace, name };
  const path = isSet ? ['spec', 'serviceName'] : ['spec', 'subdomain'];
  return { code: 'NAME_NOT_FOUND', message, object, path, fix: { text: `It has to be ${front}.` } };
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
  const where = namespace === undefined ? ` in namespace ${from}` : '';
  const message = `No Service${where} is named ${host}, and no other name server knows it.`;
  if (near.length === 0) return { code: 'NAME_NOT_FOUND', message };
  return { code: 'NAME_NOT_FOUND', message, fix: { text: `Did you mean ${near.slice(0, 3).join(' or ')}?` } };
}

/** A query got no answer: the client's own, or that of the server it asked. Absent: it could not even be sent. */
export function explainUnreachableDns(run: Run, failed?: FailedQuery): Cause {
  const { cluster, network, programs, request } = run;
  const pod = request.source.kind === 'pod' ? request.source.pod : undefined;
  if (failed === undefined) return explainNoServer(cluster, pod);
  const { trace, by } = failed;
  const { object, path, fix, ...inner } = explainTrace({ cluster, network, programs, trace }) ?? { message: '' };
  const server = trace.flow.destinationIP;
  const asked =
    by === undefined
      ? `The DNS query to ${server} got no answer.`
      : `Pod ${by.namespace}/${by.name} answers for the cluster's names only: its own query to ${server} got no answer, so the name could not be found out (SERVFAIL).`;
  return {
    code: 'DNS_UNREACHABLE',
    message: [asked, inner.message, by === undefined ? waiting(run, trace) : '']
      .filter((text) => text !== '')
      .join(' '),
    ...(object === undefined ? {} : { object }),
    ...(path === undefined ? {} : { path }),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** How long the client waits; an error that comes back ends the wait at once. */
function waiting({ cluster, request: { source } }: Run, { disposition }: Trace): string {
  if (source.kind !== 'pod' || disposition === 'REJECTED' || disposition === 'REFUSED') return '';
  const { timeout, attempts, nameservers } = resolverConfig(cluster, source.pod);
  const seconds = timeout * attempts * nameservers.length;
  return `The client waits ${seconds} s (timeout ${timeout} s, ${attempts} attempts) before it gives up.`;
}

function explainNoServer(cluster: Cluster, pod: ClusterPod | undefined): Cause {
  if (pod === undefined) return { code: 'DNS_UNREACHABLE', message: 'The client has no name server.' };
  const { nameservers } = resolverConfig(cluster, pod);
  const label = `Pod ${pod.namespace}/${pod.name}`;
  if (nameservers.length > 0) {
    const message = `${label} has no address of the family of its name servers (${nameservers.join(', ')}).`;
    return { code: 'DNS_UNREACHABLE', message, ...podSpecField(pod, 'dnsConfig') };
  }
  const at = podSpecField(pod, 'dnsPolicy');
  const message = `${label} has no name server: dnsPolicy None without dnsConfig.nameservers.`;
  const fix = { text: 'Set dnsPolicy to ClusterFirst.', ...at, value: 'ClusterFirst' };
  return { code: 'DNS_UNREACHABLE', message, ...at, fix };
}

/** An Ingress or Gateway without an address the client could use. */
export function explainServed({ cluster, programs }: Run, via: EntryPoint): Cause {
  if (via.kind === 'Ingress') return explainIngress(cluster, via.ingress);
  const unknown: Cause = { code: 'GATEWAY_NOT_SERVED', message: 'The Gateway has no address.' };
  return programs.gateways?.explainAddress(cluster, via.gateway) ?? unknown;
}

function explainIngress(cluster: Cluster, ingress: ClusterIngress): Cause {
  const object = { kind: 'Ingress', namespace: ingress.namespace, name: ingress.name };
  const label = `Ingress ${ingress.namespace}/${ingress.name}`;
  if (ingress.addresses.length > 0) {
    const message = `${label} has no address of a family the client has (${ingress.addresses.join(', ')}).`;
    return { code: 'NO_ADDRESS_OF_FAMILY', message, object, path: ['status', 'loadBalancer', 'ingress'] };
  }
  if (ingress.controllerService === undefined) return explainClass(cluster, ingress);
  const { namespace, name } = ingress.controllerService;
  const front = cluster.service(namespace, name);
  const path = ['spec', 'type'];
  const service = { kind: 'Service', namespace, name };
  if (front?.type === 'LoadBalancer') {
    const message = `${label} has no address: Service ${namespace}/${name} of its controller is of type LoadBalancer and has not been given one (pending).`;
    const fix = { text: 'Have something give it one: a cloud, MetalLB, or another load balancer controller.' };
    return { code: 'INGRESS_NOT_SERVED', message, object: service, path: ['status', 'loadBalancer'], fix };
  }
  const message = `${label} has no address: Service ${namespace}/${name} of its controller is of type ${front?.type ?? 'unknown'}, which gets none from outside.`;
  const fix = { text: 'Set its type to LoadBalancer.', object: service, path, value: 'LoadBalancer' };
  return { code: 'INGRESS_NOT_SERVED', message, object: service, path, fix };
}

/** An Ingress of a class that nobody serves. */
function explainClass(cluster: Cluster, { namespace, name, className = '', passedOverBy }: ClusterIngress): Cause {
  const classes = cluster.ofKind('IngressClass').map(({ ref }) => ref.name);
  const object = { kind: 'Ingress', namespace, name };
  const path = ['spec', 'ingressClassName'];
  if (passedOverBy !== undefined) {
    const [value] = classes;
    const message = `Ingress ${namespace}/${name} has no class and no IngressClass is the default: the controller behind Service ${passedOverBy.namespace}/${passedOverBy.name} takes only Ingresses of its class.`;
    const fix = value === undefined ? {} : { fix: { text: `Set ingressClassName to ${value}.`, object, path, value } };
    return { code: 'INGRESS_NOT_SERVED', message, object, path, ...fix };
  }
  const known = classes.length === 0 ? 'no IngressClass is given' : `there is ${classes.join(', ')}`;
  const message = `Ingress ${namespace}/${name} has no address: no controller serves class ${className}; ${known}.`;
  const others = classes.filter((each) => each !== className);
  const near = nearestNames(className, others)[0] ?? (others.length === 1 ? others[0] : undefined);
  const fix =
    near === undefined ? {} : { fix: { text: `Set ingressClassName to ${near}.`, object, path, value: near } };
  return { code: 'INGRESS_NOT_SERVED', message, object, path, ...fix };
}
