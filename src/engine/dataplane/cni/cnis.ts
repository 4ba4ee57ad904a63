import { AWS_VPC_CNI } from './aws-vpc.ts';
import { AZURE_CNI, AZURE_OVERLAY_CNI } from './azure.ts';
import { BRIDGE_CNI } from './wiring/bridge.ts';
import { CALICO_CNI, CALICO_IPIP_CNI, CALICO_VXLAN_CNI } from './calico.ts';
import { CILIUM_CNI, CILIUM_NATIVE_CNI, GKE_DATAPLANE_V2_CNI } from './cilium.ts';
import type { CniDefinition } from './wiring/cni-program.ts';
import { FLANNEL_CNI } from './flannel.ts';
import { GKE_CNI, KINDNET_CNI } from './ptp.ts';

/** Every CNI by its name: what tells it, what is particular to it and what it writes into hosts follow from this list. */
export const CNIS = {
  bridge: BRIDGE_CNI,
  kubenet: BRIDGE_CNI,
  kindnet: KINDNET_CNI,
  flannel: FLANNEL_CNI,
  calico: CALICO_CNI,
  'calico-ipip': CALICO_IPIP_CNI,
  'calico-vxlan': CALICO_VXLAN_CNI,
  cilium: CILIUM_CNI,
  'cilium-native': CILIUM_NATIVE_CNI,
  'aws-vpc': AWS_VPC_CNI,
  gke: GKE_CNI,
  'gke-dataplane-v2': GKE_DATAPLANE_V2_CNI,
  azure: AZURE_CNI,
  'azure-overlay': AZURE_OVERLAY_CNI,
} as const satisfies Readonly<Record<string, CniDefinition>>;

/** What is said of each elsewhere is a record by these, so that none can be forgotten. */
export type CniName = keyof typeof CNIS;
