import { formatObjectRef } from '../../../engine/objects.ts';
import type { BalancerName, Environment, PassedPool, PendingAddress, PendingDetails } from '../../../engine/objects.ts';
import type { Unannounced, UnannouncedDetails } from '../../../engine/outcomes.ts';
import { say, type Sentences } from '../../sentences.ts';
import { serviceName } from './names.ts';

/** What gives addresses to load balancers, as its makers call it. */
export const BALANCERS: Readonly<Record<BalancerName, string>> = {
  metallb: 'MetalLB',
  cilium: 'Cilium’s LB IPAM',
  'kube-vip': 'kube-vip',
  servicelb: 'servicelb (k3s)',
  'minikube-tunnel': '`minikube tunnel`',
  'docker-desktop': 'Docker Desktop',
};

/** Who gives it none: ": MetalLB gives it none", or nothing. */
export const refusingBalancer = (by: BalancerName | undefined): string =>
  by === undefined ? '' : `: ${BALANCERS[by]} gives it none`;

/** Why a Service gets no address, as a sentence of its own. */
export const pendingAddressText = (pending: PendingAddress): string => say(PENDING, pending);

const listed = (pools: readonly string[]): string =>
  pools.length === 0 ? 'there is none' : `there is ${pools.join(', ')}`;

const passedText = (passed: readonly PassedPool[]): string =>
  passed.map(({ pool, why }) => `${pool} ${whyPassed(why)}`).join(', ');

function whyPassed(why: PassedPool['why']): string {
  switch (why.is) {
    case 'NOT_AUTOMATIC':
      return 'gives addresses only to Services that ask for them (autoAssign: false)';
    case 'NAMESPACE':
      return `is for Services of namespace ${why.namespaces.join(', ')} (serviceAllocation)`;
    case 'OTHER_LABELS':
      return 'is for Services with other labels (serviceAllocation.serviceSelectors)';
    case 'FAMILY':
      return `has no ${why.families.map((family) => `IPv${family}`).join(' and no ')} addresses`;
  }
}

/** What would serve load balancers. */
export const STARTS: Readonly<Record<Environment, string>> = {
  kind: 'Nothing in a kind cluster serves load balancers by itself: run cloud-provider-kind beside it, or install MetalLB.',
  minikube:
    'Nothing in a minikube cluster serves load balancers by itself: run `minikube tunnel`, or turn on its MetalLB add-on.',
  k3d: 'Nothing serves load balancers here, as k3d was told to leave out servicelb: leave out `--disable=servicelb`, or install MetalLB.',
  'docker-desktop': 'Docker Desktop serves load balancers while its Kubernetes runs: turn it on.',
};

const PENDING: Sentences<PendingDetails> = {
  NO_POOL: ({ pools, passed = [] }) =>
    passed.length === 0
      ? `No pool hands out addresses to it by itself; ${listed(pools)}.`
      : `No pool hands out addresses to it by itself: ${passedText(passed)}.`,
  POOL_UNKNOWN: ({ pool, pools }) => `It asks for an address of pool ${pool}, which does not exist; ${listed(pools)}.`,
  POOLS_FULL: ({ pools, passed = [] }) =>
    `All addresses that it could have of ${pools.join(', ')} are in use${passed.length === 0 ? '' : `; ${passedText(passed)}`}.`,
  NOT_IN_POOL: ({ ip, pool, pools }) =>
    pool === undefined
      ? `${ip} is in no pool; ${listed(pools)}.`
      : `${ip} is in pool ${pool}, which is not for this Service.`,
  ADDRESS_TAKEN: ({ ip, holder, clash }) => {
    const has = `${serviceName(holder)} has ${ip}`;
    switch (clash.is) {
      case 'NOT_SHARED':
        return `${has}, and not both have a key to share it.`;
      case 'OTHER_KEY':
        return `${has}, and shares it under another key.`;
      case 'OTHER_NAMESPACE':
        return `${has}, in another namespace, and not both let that share it.`;
      case 'OTHER_BACKENDS':
        return `${has}: only Services of one externalTrafficPolicy share an address, and with Local only those with one selector.`;
      case 'PORT':
        return `${has}, and uses ${clash.protocol} port ${clash.port} there itself.`;
    }
  },
  NODE_PORTS_TAKEN: ({ protocol, port, holder }) =>
    `Its pods take the Service’s ports on the nodes, and on all that could serve it ${serviceName(holder)} has ${protocol} port ${port}.`,
  MACHINE_PORTS_TAKEN: ({ port, holder }) =>
    `Docker Desktop gives a Service its ports on the machine itself, and ${serviceName(holder)} has port ${port} there: give one of the two another port.`,
  NO_NODE: ({ local }) =>
    `No node has a pod of it that is ready${local ? ' and, as externalTrafficPolicy is Local, a ready endpoint' : ''}.`,
  NOBODY: ({ environment }) => STARTS[environment],
  OTHER_FAMILY: ({ ips }) => `${ips.join(', ')} is not of the Service’s address families.`,
};

/** Why nobody announces an address, as a sentence of its own. */
export const unannouncedText = (because: Unannounced, by: BalancerName): string => say(UNANNOUNCED, because, by);

const UNANNOUNCED: Sentences<UnannouncedDetails, [BalancerName]> = {
  NO_ADVERTISEMENT: (_, by) =>
    by === 'cilium'
      ? 'No CiliumL2AnnouncementPolicy is for load balancer addresses of the Service, and no peer of BGP is told of it.'
      : 'No L2Advertisement and no BGPAdvertisement of its namespace is for the pool.',
  NO_NODE: ({ advertisements }) =>
    `${advertisements.map(formatObjectRef).join(', ')} selects no node that is ready and could announce.`,
  NODES_EXCLUDED: ({ nodes, label }) => `The label ${label} keeps load balancers from ${nodes.join(', ')}.`,
  NO_PEER: ({ advertisements }) => `No BGPPeer is for ${advertisements.map(formatObjectRef).join(', ')}.`,
  NO_ENDPOINTS: () => 'The Service has no endpoint that can serve.',
  NO_LOCAL_ENDPOINTS: ({ nodes }) =>
    `With externalTrafficPolicy Local only nodes with an endpoint announce, and those that have one (${nodes.join(', ') || 'none'}) may not.`,
};
