import type { Cidr } from '../../net/cidr.ts';
import type { Ip, IpFamily, Port } from '../../net/ip.ts';
import type { ObjectRef } from './object.ts';

/** Addresses that no Service can have outside. */
export type SpecialRange = 'UNSPECIFIED' | 'LOOPBACK' | 'LINK_LOCAL' | 'LINK_LOCAL_MULTICAST';

/** Why there is no such Service, and where that is written. */
export interface RefusedService {
  readonly refusal: ServiceRefusal;
  readonly path: readonly (string | number)[];
}

/** Why the API server refuses a Service. */
export type ServiceRefusal =
  /** `relaxed`: a digit may come first, since 1.37. */
  | { readonly is: 'NAME'; readonly name: string; readonly relaxed: boolean }
  | { readonly is: 'NAME_TOO_LONG'; readonly name: string }
  | { readonly is: 'PORTS_MISSING' }
  | { readonly is: 'PORT_NAME_MISSING'; readonly index: number }
  | { readonly is: 'PORT_NAME'; readonly index: number; readonly name: string }
  | { readonly is: 'PORT_NAME_TWICE'; readonly index: number; readonly name: string }
  | { readonly is: 'PORT_TWICE'; readonly index: number; readonly protocol: string; readonly port: Port }
  | { readonly is: 'NODE_PORT_OF_CLUSTER_IP'; readonly index: number }
  | {
      readonly is: 'NODE_PORT_RANGE';
      readonly index: number;
      readonly nodePort: Port;
      /** Ends included. */
      readonly range: { readonly from: Port; readonly to: Port };
    }
  /** `newer`: in the words of 1.33 and later. */
  | { readonly is: 'CLUSTER_IP_RANGE'; readonly ip: Ip; readonly ranges: readonly Cidr[]; readonly newer: boolean }
  | { readonly is: 'CLUSTER_IP_UNSET'; readonly clusterIPs: readonly string[] }
  | { readonly is: 'NONE_FOR_TYPE'; readonly type: string }
  | { readonly is: 'EXTERNAL_POLICY'; readonly policy: string }
  | { readonly is: 'HEALTH_CHECK_PORT'; readonly port: Port }
  | { readonly is: 'SOURCE_RANGES' }
  | { readonly is: 'SPECIAL_IP'; readonly index: number; readonly ip: Ip; readonly range: SpecialRange }
  | { readonly is: 'FAMILY_POLICY'; readonly of: 'FAMILIES' | 'IPS' }
  | { readonly is: 'FAMILY_NOT_CONFIGURED'; readonly index: number; readonly family: IpFamily }
  | { readonly is: 'DUAL_STACK_NOT_CONFIGURED' }
  | { readonly is: 'NO_EXTERNAL_NAME' }
  /** `name`: without the dot at its end. */
  | { readonly is: 'EXTERNAL_NAME'; readonly name: string }
  /** The Service before it, in the order of the input, has the address or the node port. */
  | { readonly is: 'CLUSTER_IP_ALLOCATED'; readonly ip: Ip; readonly holder: ObjectRef }
  | { readonly is: 'NODE_PORT_ALLOCATED'; readonly index: number; readonly port: Port; readonly holder: ObjectRef };
