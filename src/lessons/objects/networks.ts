import { UNNAMED_CNI } from '../../scenario/story-terms.ts';

/** Of which networks a part of a story tells; tests/lessons/networks.test.ts holds it to that. */

/** A node's pods hang on a bridge. */
export const BRIDGED = ['bridge', 'kubenet', 'flannel'];

/** Nodes have a route of their own for the podCIDR of each other node, and its pods' address after it. */
export const ROUTED = [
  'bridge',
  'kubenet',
  'kindnet',
  'flannel',
  'calico',
  'calico-ipip',
  'calico-vxlan',
  'cilium-native',
];

/** Pods have addresses of their node's podCIDR, not of a cloud's subnet. */
export const OF_POD_CIDRS = [...ROUTED, 'cilium', 'gke', 'gke-dataplane-v2', 'azure-overlay'];

/** Nodes give their own address to what leaves the cluster; elsewhere the cloud's network does, or pods keep theirs. */
export const MASQUERADING = [...ROUTED, 'cilium', 'azure-overlay'];

/** Somebody enforces policies, as where nobody is named: by rules of netfilter, or before packets come to them. */
export const ENFORCED_BY_RULES = [UNNAMED_CNI, 'kindnet', 'calico', 'calico-ipip', 'calico-vxlan'];
export const ENFORCED = [...ENFORCED_BY_RULES, 'cilium', 'cilium-native', 'gke-dataplane-v2'];

/** Nobody enforces policies, unless it is switched on. */
export const UNENFORCED = ['bridge', 'kubenet', 'flannel', 'aws-vpc', 'azure', 'azure-overlay', 'gke'];
