import { parseIp } from '../../../net/ip.ts';
import { withoutUndefined } from '../../tools/without-undefined.ts';
import {
  type Cursor,
  expectMapping,
  field,
  fieldAt,
  isAbsent,
  readList,
  readOneOf,
  readPort,
  readString,
  readStringMap,
  readText,
  unusable,
} from '../../model/reader.ts';
import type { GatewaySpec, ListenerSetSpec, ListenerSpec } from './gateway-specs.ts';
import { readNamespaces, readReference } from './read-reference.ts';

/** The API group of every kind of the Gateway API. */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** A Gateway. // Gateway API v1.4 apis/v1/gateway_types.go */
export function readGateway(object: Cursor): GatewaySpec {
  const spec = field(object, 'spec');
  const status = readAddresses(fieldAt(object, 'status', 'addresses'));
  const className = readText(field(spec, 'gatewayClassName'));
  if (className === undefined) unusable(field(spec, 'gatewayClassName'), 'GATEWAY_CLASS_NAME');
  return {
    className: className ?? '',
    listeners: readList(field(spec, 'listeners'), readListener),
    requestedIPs: readAddresses(field(spec, 'addresses')).ips,
    statusIPs: status.ips,
    statusHostnames: status.hostnames,
    labels: readStringMap(fieldAt(spec, 'infrastructure', 'labels')) ?? {},
    annotations: readStringMap(fieldAt(spec, 'infrastructure', 'annotations')) ?? {},
    allowedListeners: readNamespaces(fieldAt(spec, 'allowedListeners', 'namespaces'), 'None'),
  };
}

/** A ListenerSet: listeners that another team adds to a Gateway (GEP-1713). */
export function readListenerSet(object: Cursor): ListenerSetSpec {
  const spec = field(object, 'spec');
  const parent = readReference(field(spec, 'parentRef'), GATEWAY_GROUP, 'Gateway');
  const created = readText(fieldAt(object, 'metadata', 'creationTimestamp'));
  return { listeners: readList(field(spec, 'listeners'), readListener), ...withoutUndefined({ parent, created }) };
}

function readAddresses(cursor: Cursor) {
  const values = readList(cursor, (item) => readText(field(item, 'value')));
  return {
    ips: values.flatMap((value) => parseIp(value) ?? []),
    hostnames: values.filter((value) => parseIp(value) === undefined).map((value) => value.toLowerCase()),
  };
}

function readListener(cursor: Cursor): ListenerSpec | undefined {
  if (!expectMapping(cursor)) return undefined;
  const name = readText(field(cursor, 'name'));
  if (name === undefined) return unusable(field(cursor, 'name'), 'NAME');
  const port = readPort(field(cursor, 'port'));
  if (port === undefined)
    return isAbsent(field(cursor, 'port')) ? unusable(field(cursor, 'port'), 'LISTENER_PORT') : undefined;
  const protocol = readText(field(cursor, 'protocol'))?.toUpperCase();
  if (protocol === undefined) return unusable(field(cursor, 'protocol'), 'LISTENER_PROTOCOL');
  const index = cursor.path.at(-1);
  const allowed = field(cursor, 'allowedRoutes');
  const kinds = readList(field(allowed, 'kinds'), (item) => {
    const kind = readText(field(item, 'kind'));
    return kind === undefined ? undefined : { group: readString(field(item, 'group')) ?? GATEWAY_GROUP, kind };
  });
  return {
    name,
    port,
    protocol,
    namespaces: readNamespaces(field(allowed, 'namespaces'), 'Same'),
    index: typeof index === 'number' ? index : 0,
    ...(kinds.length === 0 ? {} : { kinds }),
    ...withoutUndefined({
      hostname: readText(field(cursor, 'hostname'))?.toLowerCase(),
      tls: protocol === 'HTTPS' || protocol === 'TLS' ? readTls(field(cursor, 'tls')) : undefined,
    }),
  };
}

function readTls(tls: Cursor): NonNullable<ListenerSpec['tls']> {
  return {
    mode: readOneOf(field(tls, 'mode'), ['Terminate', 'Passthrough']) ?? 'Terminate',
    certificateRefs: readList(field(tls, 'certificateRefs'), (item) => readReference(item, '', 'Secret')),
  };
}
