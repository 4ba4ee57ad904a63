import type { BalancerCauseDetails } from '../../../engine/outcomes.ts';
import type { Sentences } from '../../sentences.ts';
import { BALANCERS, pendingAddressText, refusingBalancer, unannouncedText } from '../phrases/balancers.ts';
import { serviceName } from '../phrases/names.ts';

/** Of load balancers that run in the cluster. */
export const BALANCER_CAUSES: Sentences<BalancerCauseDetails> = {
  LOAD_BALANCER_PENDING: ({ service, ip, by, because }) =>
    `${serviceName(service)} asks for ${ip} and waits for an address (pending)${refusingBalancer(by)}. ${pendingAddressText(because)}`,
  ADDRESS_NOT_ANNOUNCED: ({ service, ip, by, pool, because }) => {
    const of = pool === undefined ? '' : ` out of pool ${pool}`;
    return `${serviceName(service)} has ${ip}${of} of ${BALANCERS[by]}, and no node announces it: nobody outside finds it. ${unannouncedText(because, by)}`;
  },
};
