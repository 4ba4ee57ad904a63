import { type IpFamily, ipFamily } from '../../net/ip.ts';
import { readEndpointPort } from './read-endpoint-slice.ts';
import { isProxied } from './proxied.ts';
import { withoutUndefined } from './read-service.ts';
import { type Cursor, expectMapping, field, fieldAt, readIp, readList, readText } from '../model/reader.ts';
import type { EndpointSliceSpec } from '../model/specs.ts';

type Endpoint = EndpointSliceSpec['endpoints'][number];

export const MIRRORING = 'endpointslicemirroring-controller.k8s.io';
/** Of each subset, the ready ones first: --mirroring-max-endpoints-per-subset. */
const MOST_MIRRORED = 1000;

/**
 * The EndpointSlices that the mirroring controller makes of an Endpoints object: one per subset and address family.
 * // kubernetes pkg/controller/endpointslicemirroring
 */
export function readEndpoints(object: Cursor): readonly EndpointSliceSpec[] {
  // A slice is given the labels of what it mirrors.
  const proxied = isProxied(fieldAt(object, 'metadata', 'labels').value);
  return readList(field(object, 'subsets'), (subset): readonly EndpointSliceSpec[] | undefined => {
    if (!expectMapping(subset)) return undefined;
    const ports = readList(field(subset, 'ports'), readEndpointPort);
    const endpoints = [
      ...readList(field(subset, 'addresses'), (address) => readAddress(address, true)),
      ...readList(field(subset, 'notReadyAddresses'), (address) => readAddress(address, false)),
    ].slice(0, MOST_MIRRORED);
    return ([4, 6] as const).flatMap((family) => {
      const own = endpoints.filter((endpoint) => isOf(endpoint, family));
      return own.length === 0 ? [] : [{ family, ports, endpoints: own, managedBy: MIRRORING, isProxied: proxied }];
    });
  }).flat();
}

function isOf({ addresses }: Endpoint, family: IpFamily): boolean {
  return addresses[0] !== undefined && ipFamily(addresses[0]) === family;
}

function readAddress(address: Cursor, ready: boolean): Endpoint | undefined {
  const ip = readIp(field(address, 'ip'));
  if (ip === undefined) return undefined;
  const target = field(address, 'targetRef');
  const name = field(target, 'kind').value === 'Pod' ? readText(field(target, 'name')) : undefined;
  return {
    addresses: [ip],
    ready,
    // Mirrored without the condition, which then counts as given.
    serving: true,
    terminating: false,
    forZones: [],
    forNodes: [],
    ...withoutUndefined({
      nodeName: readText(field(address, 'nodeName')),
      hostname: readText(field(address, 'hostname')),
      targetPod: name === undefined ? undefined : { name },
    }),
  };
}
