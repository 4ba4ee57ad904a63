import { parseIp } from '../../../net/ip.ts';
import type { Infer } from '../../fields/schema.ts';
import { GATEWAY } from '../../kinds/gateway-api/gateway.ts';
import { LISTENER_SET } from '../../kinds/gateway-api/listener-set.ts';
import { type Cursor, field, unusable } from '../../model/reader.ts';
import { withoutUndefined } from '../../tools/without-undefined.ts';
import type { GatewaySpec, ListenerSetSpec, ListenerSpec } from './gateway-specs.ts';

/** The API group of every kind of the Gateway API. */
export { GATEWAY_API as GATEWAY_GROUP } from '../../fields/api-groups.ts';

type Given = Infer<typeof GATEWAY>['spec'];
type GivenListener = Given['listeners'][number];

/** A Gateway. // Gateway API v1.4 apis/v1/gateway_types.go */
export function readGateway(object: Cursor): GatewaySpec {
  const { spec, status: given } = GATEWAY.read(object);
  const status = addressesOf(given.addresses);
  return {
    className: spec.gatewayClassName,
    listeners: spec.listeners.flatMap((listener) => listenerOf(listener) ?? []),
    requestedIPs: addressesOf(spec.addresses).ips,
    statusIPs: status.ips,
    statusHostnames: status.hostnames,
    labels: spec.infrastructure.labels,
    annotations: spec.infrastructure.annotations,
    allowedListeners: spec.allowedListeners.namespaces,
  };
}

/** A ListenerSet: listeners that another team adds to a Gateway (GEP-1713). */
export function readListenerSet(object: Cursor): ListenerSetSpec {
  const { spec, metadata } = LISTENER_SET.read(object);
  return {
    listeners: spec.listeners.flatMap((listener) => listenerOf(listener) ?? []),
    ...withoutUndefined({ parent: spec.parentRef, created: metadata.creationTimestamp }),
  };
}

function addressesOf(addresses: Given['addresses']) {
  const values = addresses.flatMap(({ value }) => value ?? []);
  return {
    ips: values.flatMap((value) => parseIp(value) ?? []),
    hostnames: values.filter((value) => parseIp(value) === undefined).map((value) => value.toLowerCase()),
  };
}

function listenerOf(given: GivenListener): ListenerSpec | undefined {
  const { name, at } = given;
  if (given.port === undefined) return unusable(field(at, 'port'), 'LISTENER_PORT');
  const port = given.port();
  if (port === undefined) return undefined;
  const protocol = given.protocol?.()?.toUpperCase();
  if (protocol === undefined) return unusable(field(at, 'protocol'), 'LISTENER_PROTOCOL');
  const { namespaces, kinds } = given.allowedRoutes();
  const index = at.path.at(-1);
  return {
    name,
    port,
    protocol,
    namespaces,
    index: typeof index === 'number' ? index : 0,
    ...(kinds.length === 0 ? {} : { kinds }),
    ...withoutUndefined({
      hostname: given.hostname()?.toLowerCase(),
      tls: protocol === 'HTTPS' || protocol === 'TLS' ? given.tls() : undefined,
    }),
  };
}
