import { isSameAsk, pick } from '../tools/ask.ts';
import type { ObjectRef } from '../model/object.ts';
import type { ServiceRefusal } from '../model/service-refusal.ts';
import type { Labels, ServicePortSpec, ServiceSpec } from '../model/specs.ts';

const RANGES_ASKED = ['clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'headless'] as const;

/** What of a Service tells the ranges that addresses are from. */
export type RangesAsk = Pick<ServiceSpec, (typeof RANGES_ASKED)[number]>;

export const askForRanges = (spec: RangesAsk): RangesAsk => pick(spec, RANGES_ASKED);

const ADDRESSES_ASKED = [
  'type',
  'headless',
  'clusterIPs',
  'ipFamilies',
  'ipFamilyPolicy',
  'loadBalancerIP',
  'loadBalancerClass',
  'loadBalancerIngress',
  'allocateLoadBalancerNodePorts',
  'externalTrafficPolicy',
  'healthCheckNodePort',
] as const;
const PORT_ASKED = ['port', 'nodePort'] as const;

/** What of a Service decides which addresses and node ports it and the others get. */
export interface AddressAsk {
  readonly ref: ObjectRef;
  readonly spec: Pick<ServiceSpec, (typeof ADDRESSES_ASKED)[number]>;
  readonly ports: readonly Pick<ServicePortSpec, (typeof PORT_ASKED)[number]>[];
  readonly hasSelector: boolean;
  /** Why the API server refuses it: what another states as well is the other's. */
  readonly refused?: ServiceRefusal;
  /** Only of type LoadBalancer. */
  readonly balanced?: BalancerAsk;
}

/** What of a Service decides which address a load balancer's controller gives it. */
export interface BalancerAsk {
  readonly labels: Labels;
  /** Those that such controllers read. */
  readonly annotations: Labels;
  readonly ports: readonly Pick<ServicePortSpec, 'protocol' | 'port'>[];
  readonly selector?: Labels;
  /** It is not part of the input. */
  readonly assumed?: true;
}

/** True when neither it nor another gets other addresses or node ports for the one than for the other. */
export function isSameAddressAsk(a: AddressAsk, b: AddressAsk): boolean {
  return isSameAsk(narrow(a), narrow(b));
}

const narrow = ({ ref, spec, ports, hasSelector, refused, balanced }: AddressAsk): AddressAsk => ({
  ref,
  spec: pick(spec, ADDRESSES_ASKED),
  ports: ports.map((port) => pick(port, PORT_ASKED)),
  hasSelector,
  ...(refused && { refused }),
  ...(balanced && { balanced }),
});
