import type { ClusterIngress } from '../kubernetes/cluster.ts';
import type { Trace } from '../linux/trace.ts';
import { explainEmpty } from './cause-service.ts';
import { explainTrace } from './cause-trace.ts';
import { nearestNames } from './nearest-names.ts';
import { resolverConfig } from './resolver-config.ts';
import type { Cause } from './outcome.ts';
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
  if (exists) {
    const object =
      service === undefined ? {} : { object: { kind: 'Service', namespace: service.namespace, name: service.name } };
    return { code: 'NO_ADDRESS_OF_FAMILY', message: `${host} has no address of a family the client has.`, ...object };
  }
  if (source.kind !== 'pod') {
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
  if (service !== undefined) {
    const cause = explainEmpty(cluster, service, service.ipFamilies[0] ?? 4);
    return { ...cause, message: `${cause.message} The Service is headless, so its name has no address.` };
  }
  return explainUnknownName(cluster.services, { host, name, namespace, from });
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

/** The query did not reach a name server. */
export function explainUnreachableDns({ cluster, network, request: { source } }: Run, trace?: Trace): Cause {
  if (trace === undefined) {
    const pod = source.kind === 'pod' ? source.pod : undefined;
    const servers = pod === undefined ? [] : resolverConfig(cluster, pod).nameservers;
    const label = pod === undefined ? 'The client' : `Pod ${pod.namespace}/${pod.name}`;
    const message =
      servers.length === 0
        ? `${label} has no name server: dnsPolicy None without dnsConfig.nameservers.`
        : `${label} has no address of the family of its name servers (${servers.join(', ')}).`;
    const object = pod === undefined ? {} : { object: { kind: 'Pod', namespace: pod.namespace, name: pod.name } };
    const bare = servers.length === 0 && pod !== undefined && pod.workload.kind === 'Pod';
    if (!bare) return { code: 'DNS_UNREACHABLE', message, ...object, path: ['spec', 'dnsConfig'] };
    const path = ['spec', 'dnsPolicy'];
    const fix = { text: 'Set dnsPolicy to ClusterFirst.', ...object, path, value: 'ClusterFirst' };
    return { code: 'DNS_UNREACHABLE', message, ...object, path, fix };
  }
  const inner = explainTrace({ cluster, network, trace });
  const { object, path, fix } = inner ?? {};
  return {
    code: 'DNS_UNREACHABLE',
    message: `The DNS query to ${trace.flow.destinationIP} got no answer. ${inner?.message ?? ''}`.trim(),
    ...(object === undefined ? {} : { object }),
    ...(path === undefined ? {} : { path }),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** An Ingress without an address the client could use. */
export function explainServed({ cluster }: Run, ingress: ClusterIngress): Cause {
  const object = { kind: 'Ingress', namespace: ingress.namespace, name: ingress.name };
  const label = `Ingress ${ingress.namespace}/${ingress.name}`;
  if (ingress.addresses.length > 0) {
    const message = `${label} has no address of a family the client has (${ingress.addresses.join(', ')}).`;
    return { code: 'NO_ADDRESS_OF_FAMILY', message, object, path: ['status', 'loadBalancer', 'ingress'] };
  }
  const { namespace = '', name = '' } = ingress.controllerService ?? {};
  const front = cluster.service(namespace, name);
  const path = ['spec', 'type'];
  const service = { kind: 'Service', namespace, name };
  const message = `${label} has no address: Service ${namespace}/${name} of its controller is of type ${front?.type ?? 'unknown'}, which gets none from outside.`;
  const fix = { text: 'Set its type to LoadBalancer.', object: service, path, value: 'LoadBalancer' };
  return { code: 'INGRESS_NOT_SERVED', message, object: service, path, fix };
}
