import { type IpFamily, ipFamily } from '../../net/ip.ts';
import type { Infer } from '../fields/schema.ts';
import { ENDPOINTS } from '../kinds/endpoints.ts';
import { type Cursor, fieldAt } from '../model/reader.ts';
import { isProxied } from './proxied.ts';
import type { EndpointSliceSpec } from '../model/specs.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';

type Endpoint = EndpointSliceSpec['endpoints'][number];
type Address = Infer<typeof ENDPOINTS>['subsets'][number]['addresses'][number];

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
  return ENDPOINTS.read(object).subsets.flatMap(({ ports, addresses, notReadyAddresses }) => {
    const endpoints = [
      ...addresses.map((address) => endpointAt(address, true)),
      ...notReadyAddresses.map((address) => endpointAt(address, false)),
    ].slice(0, MOST_MIRRORED);
    return ([4, 6] as const).flatMap((family) => {
      const own = endpoints.filter((endpoint) => isOf(endpoint, family));
      return own.length === 0 ? [] : [{ family, ports, endpoints: own, managedBy: MIRRORING, isProxied: proxied }];
    });
  });
}

function isOf({ addresses }: Endpoint, family: IpFamily): boolean {
  return addresses[0] !== undefined && ipFamily(addresses[0]) === family;
}

function endpointAt({ ip, targetRef, nodeName, hostname }: Address, ready: boolean): Endpoint {
  const name = targetRef?.kind === true ? targetRef.name() : undefined;
  return {
    addresses: [ip],
    ready,
    // Mirrored without the condition, which then counts as given.
    serving: true,
    terminating: false,
    forZones: [],
    forNodes: [],
    ...withoutUndefined({ nodeName, hostname, targetPod: name === undefined ? undefined : { name } }),
  };
}
