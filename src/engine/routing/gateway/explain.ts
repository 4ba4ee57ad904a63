import type { Cluster } from '../../kubernetes/model/cluster.ts';
import type { ClusterGateway } from '../../kubernetes/model/cluster-gateway.ts';
import { formatObjectRef } from '../../kubernetes/model/object.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { Cause } from '../outcome/outcome.ts';
import type { Run } from '../run/run.ts';

const refOf = ({ namespace, name }: ClusterGateway) => ({ kind: 'Gateway', namespace, name });

/** A connection to a port of a Gateway's address that none of its listeners takes; undefined: the Gateway is not why it failed. */
export function explainEntry({ cluster, request }: Run, { flow }: Trace): Cause | undefined {
  const gateway = cluster.gateways.find(({ addresses }) => addresses.includes(flow.destinationIP));
  if (gateway === undefined) return undefined;
  const { destinationPort: port, protocol } = flow;
  const transport = (each: string): string => (each === 'UDP' ? 'UDP' : 'TCP');
  if (gateway.listeners.some((each) => each.port === port && transport(each.protocol) === protocol)) return undefined;
  const object = refOf(gateway);
  const path = ['spec', 'listeners'];
  const has = gateway.listeners.map((each) => `${each.protocol} ${each.port}`).join(', ') || 'none';
  const message = `${formatObjectRef(object)} has no listener on ${protocol} port ${port}; it has ${has}.`;
  const { listeners } = (gateway.object['spec'] ?? {}) as { readonly listeners?: unknown };
  if (request.target.scheme !== 'http' || gateway.assumed === undefined || !Array.isArray(listeners)) {
    return { code: 'GATEWAY_NO_LISTENER', message, object, path, fix: { text: `Add a listener on port ${port}.` } };
  }
  const value = [...(listeners as readonly unknown[]), { name: `http-${port}`, port, protocol: 'HTTP' }];
  const fix = { text: `Add an HTTP listener on port ${port}.`, object, path, value };
  return { code: 'GATEWAY_NO_LISTENER', message, object, path, fix };
}

/** A Gateway that has no address for the client: nobody serves its class, its proxy has none, or none of the client's family. */
export function explainAddress(cluster: Cluster, gateway: ClusterGateway): Cause {
  const object = refOf(gateway);
  const label = formatObjectRef(object);
  if (gateway.addresses.length > 0) {
    const message = `${label} has no address of a family the client has (${gateway.addresses.join(', ')}).`;
    return { code: 'NO_ADDRESS_OF_FAMILY', message, object, path: ['status', 'addresses'] };
  }
  const at = gateway.controllerService;
  if (at !== undefined) {
    const service = { kind: 'Service', ...at };
    const path = ['spec', 'type'];
    const message = `${label} has no address: ${formatObjectRef(service)} of its proxy gets none from outside.`;
    const fix = { text: 'Set its type to LoadBalancer.', object: service, path, value: 'LoadBalancer' };
    return { code: 'GATEWAY_NOT_SERVED', message, object: service, path, fix };
  }
  const classes = cluster.ofKind('GatewayClass').map(({ ref }) => ref.name);
  const path = ['spec', 'gatewayClassName'];
  const message = `${label} has no address: nobody serves its GatewayClass ${gateway.className}; there is ${classes.join(', ')}.`;
  const near = nearestNames(gateway.className, classes)[0] ?? (classes.length === 1 ? classes[0] : undefined);
  if (near === undefined) return { code: 'GATEWAY_NOT_SERVED', message, object, path };
  const fix = { text: `Set gatewayClassName to ${near}.`, object, path, value: near };
  return { code: 'GATEWAY_NOT_SERVED', message, object, path, fix };
}
