import { ipFamily } from '../../net/ip.ts';
import type { Infer } from '../fields/schema.ts';
import { ENDPOINT_SLICE } from '../kinds/endpoint-slice.ts';
import { type Cursor, fieldAt } from '../model/reader.ts';
import type { EndpointSliceSpec } from '../model/specs.ts';
import { isProxied } from './proxied.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';

type Given = ReturnType<Infer<typeof ENDPOINT_SLICE>['endpoints']>[number];
type Endpoint = EndpointSliceSpec['endpoints'][number];

function completeEndpoint(given: Given): Endpoint {
  // Absent conditions are taken as ready, serving and not terminating. // kube-proxy v1.35 endpointslicecache.go
  const { ready = true, serving = true, terminating = false } = given.conditions;
  const { addresses, targetRef, hints, nodeName, zone, hostname } = given;
  const name = targetRef?.kind === true ? targetRef.name() : undefined;
  const namespace = targetRef?.namespace;
  return {
    addresses,
    ready,
    serving,
    terminating,
    forZones: hints.forZones.map((each) => each.name),
    forNodes: hints.forNodes.map((each) => each.name),
    ...(nodeName !== undefined && { nodeName }),
    ...(zone !== undefined && { zone }),
    ...(hostname !== undefined && { hostname }),
    ...(name !== undefined && { targetPod: { name, ...(namespace !== undefined && { namespace }) } }),
  };
}

/** discovery.k8s.io/v1 EndpointSlice. Of several addresses of one endpoint clients use the first; names (FQDN) nobody uses. */
export function readEndpointSlice(object: Cursor): EndpointSliceSpec {
  const { addressType, endpoints: given, ports, metadata } = ENDPOINT_SLICE.read(object);
  const endpoints = addressType === 'FQDN' ? [] : given().map(completeEndpoint);
  const first = endpoints.find(({ addresses }) => addresses.length > 0)?.addresses[0];
  const guessed = first === undefined ? 4 : ipFamily(first);
  return {
    family: addressType === 'IPv6' ? 6 : addressType === 'IPv4' ? 4 : guessed,
    ports,
    endpoints,
    isProxied: isProxied(fieldAt(object, 'metadata', 'labels').value),
    ...withoutUndefined({
      serviceName: metadata.labels['kubernetes.io/service-name'],
      managedBy: metadata.labels['endpointslice.kubernetes.io/managed-by'],
    }),
  };
}
