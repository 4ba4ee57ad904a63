import { formatObjectRef } from '../../../engine/objects.ts';
import type { BalancerName, PendingAddress, PendingDetails } from '../../../engine/objects.ts';
import type { Unannounced, UnannouncedDetails } from '../../../engine/outcomes.ts';
import { say, type Sentences } from '../../sentences.ts';
import { serviceName } from './names.ts';

/** What gives addresses to load balancers, as its makers call it. */
export const BALANCERS: Readonly<Record<BalancerName, string>> = { metallb: 'MetalLB' };

/** Why a Service gets no address, as a sentence of its own. */
export const pendingAddressText = (pending: PendingAddress): string => say(PENDING, pending);

const listed = (pools: readonly string[]): string =>
  pools.length === 0 ? 'there is none' : `there is ${pools.join(', ')}`;

const PENDING: Sentences<PendingDetails> = {
  NO_POOL: ({ pools }) => `No pool hands out addresses to it by itself; ${listed(pools)}.`,
  POOL_UNKNOWN: ({ pool, pools }) => `It asks for an address of pool ${pool}, which does not exist; ${listed(pools)}.`,
  POOLS_FULL: ({ pools }) => `All addresses that it could have of ${pools.join(', ')} are in use.`,
  NOT_IN_POOL: ({ ip, pool, pools }) =>
    pool === undefined
      ? `${ip} is in no pool; ${listed(pools)}.`
      : `${ip} is in pool ${pool}, which is not for this Service.`,
  ADDRESS_TAKEN: ({ ip, holder, clash }) => {
    const has = `${serviceName(holder)} has ${ip}`;
    switch (clash.is) {
      case 'NOT_SHARED':
        return `${has}, and not both have a key to share it (annotation allow-shared-ip).`;
      case 'OTHER_KEY':
        return `${has}, and shares it under another key.`;
      case 'OTHER_BACKENDS':
        return `${has}; with externalTrafficPolicy Local only Services with the same selector share an address.`;
      case 'PORT':
        return `${has}, and uses ${clash.protocol} port ${clash.port} there itself.`;
    }
  },
  OTHER_FAMILY: ({ ips }) => `${ips.join(', ')} is not of the Service’s address families.`,
};

/** Why nobody announces an address, as a sentence of its own. */
export const unannouncedText = (because: Unannounced): string => say(UNANNOUNCED, because);

const UNANNOUNCED: Sentences<UnannouncedDetails> = {
  NO_ADVERTISEMENT: () => 'No L2Advertisement and no BGPAdvertisement of its namespace is for the pool.',
  NO_NODE: ({ advertisements }) =>
    `${advertisements.map(formatObjectRef).join(', ')} selects no node that is ready and runs a speaker.`,
  NODES_EXCLUDED: ({ nodes, label }) => `The label ${label} keeps load balancers from ${nodes.join(', ')}.`,
  NO_PEER: ({ advertisements }) => `No BGPPeer is for ${advertisements.map(formatObjectRef).join(', ')}.`,
  NO_ENDPOINTS: () => 'The Service has no endpoint that can serve.',
  NO_LOCAL_ENDPOINTS: ({ nodes }) =>
    `With externalTrafficPolicy Local only nodes with an endpoint announce, and those that have one (${nodes.join(', ') || 'none'}) may not.`,
};
