import { ipFamily } from '../../net/ip.ts';
import { readProtocol } from './read-pod.ts';
import { withoutUndefined } from './read-service.ts';
import {
  type Cursor,
  expectMapping,
  field,
  fieldAt,
  readBoolean,
  readIp,
  readList,
  readOneOf,
  readPort,
  readString,
  readText,
} from '../model/reader.ts';
import { isProxied } from './proxied.ts';
import type { EndpointSliceSpec } from '../model/specs.ts';

const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';

type Endpoint = EndpointSliceSpec['endpoints'][number];

function readEndpoint(cursor: Cursor): Endpoint | undefined {
  if (!expectMapping(cursor)) return undefined;
  const conditions = field(cursor, 'conditions');
  // Absent conditions are taken as ready, serving and not terminating. // kube-proxy v1.35 endpointslicecache.go
  const ready = readBoolean(field(conditions, 'ready')) ?? true;
  const target = field(cursor, 'targetRef');
  const targetName = field(target, 'kind').value === 'Pod' ? readText(field(target, 'name')) : undefined;
  const targetNamespace = readText(field(target, 'namespace'));
  const hints = field(cursor, 'hints');
  return {
    addresses: readList(field(cursor, 'addresses'), readIp),
    ready,
    serving: readBoolean(field(conditions, 'serving')) ?? true,
    terminating: readBoolean(field(conditions, 'terminating')) ?? false,
    forZones: readList(field(hints, 'forZones'), (item) => readText(field(item, 'name'))),
    forNodes: readList(field(hints, 'forNodes'), (item) => readText(field(item, 'name'))),
    ...withoutUndefined({
      nodeName: readText(field(cursor, 'nodeName')),
      zone: readText(field(cursor, 'zone')),
      hostname: readText(field(cursor, 'hostname')),
      targetPod:
        targetName === undefined
          ? undefined
          : { name: targetName, ...withoutUndefined({ namespace: targetNamespace }) },
    }),
  };
}

/** A port of an EndpointSlice or of a subset of Endpoints: both are written alike. */
export function readEndpointPort(cursor: Cursor): EndpointSliceSpec['ports'][number] | undefined {
  if (!expectMapping(cursor)) return undefined;
  const port = readPort(field(cursor, 'port'));
  const protocol = readProtocol(field(cursor, 'protocol'));
  if (port === undefined || protocol === undefined) return undefined;
  return { name: readString(field(cursor, 'name')) ?? '', port, protocol };
}

/** discovery.k8s.io/v1 EndpointSlice. Of several addresses of one endpoint clients use the first; names (FQDN) nobody uses. */
export function readEndpointSlice(object: Cursor): EndpointSliceSpec {
  const addressType = readOneOf(field(object, 'addressType'), ['IPv4', 'IPv6', 'FQDN']);
  const endpoints = addressType === 'FQDN' ? [] : readList(field(object, 'endpoints'), readEndpoint);
  const labels = fieldAt(object, 'metadata', 'labels');
  const first = endpoints.find((endpoint) => endpoint.addresses.length > 0)?.addresses[0];
  const guessed = first === undefined ? 4 : ipFamily(first);
  return {
    family: addressType === 'IPv6' ? 6 : addressType === 'IPv4' ? 4 : guessed,
    ports: readList(field(object, 'ports'), readEndpointPort),
    endpoints,
    isProxied: isProxied(labels.value),
    ...withoutUndefined({
      serviceName: readText(field(labels, 'kubernetes.io/service-name')),
      managedBy: readText(field(labels, MANAGED_BY)),
    }),
  };
}
