import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { ClusterGateway } from '../../kubernetes/cluster/cluster-gateway.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import type { Cause } from '../outcome/outcome.ts';
import type { Run } from '../run/routing-programs.ts';

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
  const has = gateway.listeners.map((each) => ({ protocol: each.protocol, port: each.port }));
  const detail = { is: 'PORT', gateway: object, protocol, port, has } as const;
  const told = { code: 'GATEWAY_NO_LISTENER', detail, object, path } as const;
  const { listeners } = (gateway.object['spec'] ?? {}) as { readonly listeners?: unknown };
  if (request.target.scheme !== 'http' || gateway.assumed === undefined || !Array.isArray(listeners)) {
    return { ...told, fix: { code: 'ADD_LISTENER', detail: { port } } };
  }
  const value = [...(listeners as readonly unknown[]), { name: `http-${port}`, port, protocol: 'HTTP' }];
  return { ...told, fix: { code: 'ADD_HTTP_LISTENER', detail: { port }, object, path, value } };
}

/** A Gateway that has no address for the client: nobody serves its class, its proxy has none, or none of the client's family. */
export function explainAddress(cluster: Cluster, gateway: ClusterGateway): Cause {
  const object = refOf(gateway);
  if (gateway.addresses.length > 0) {
    const detail = { is: 'ENTRY_POINT', entry: object, addresses: gateway.addresses } as const;
    return { code: 'NO_ADDRESS_OF_FAMILY', detail, object, path: ['status', 'addresses'] };
  }
  const at = gateway.controllerService;
  if (at !== undefined) {
    const service = { kind: 'Service', ...at };
    const path = ['spec', 'type'];
    const detail = { is: 'NO_ADDRESS', gateway: object, service } as const;
    const fix = { code: 'SET_TYPE_LOAD_BALANCER', detail: {}, object: service, path, value: 'LoadBalancer' } as const;
    return { code: 'GATEWAY_NOT_SERVED', detail, object: service, path, fix };
  }
  const classes = cluster.ofKind('GatewayClass').map(({ ref }) => ref.name);
  const path = ['spec', 'gatewayClassName'];
  const detail = { is: 'NO_CONTROLLER', gateway: object, className: gateway.className, classes } as const;
  const told = { code: 'GATEWAY_NOT_SERVED', detail, object, path } as const;
  const near = nearestNames(gateway.className, classes)[0] ?? (classes.length === 1 ? classes[0] : undefined);
  if (near === undefined) return told;
  const fix = { code: 'SET_FIELD', detail: { field: 'gatewayClassName', value: near } } as const;
  return { ...told, fix: { ...fix, object, path, value: near } };
}
