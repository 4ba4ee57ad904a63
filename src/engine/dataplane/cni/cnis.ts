import { createAwsVpc } from './aws-vpc.ts';
import { createAzure } from './azure.ts';
import { createCalico } from './calico.ts';
import { createCilium } from './cilium.ts';
import type { CniProgram } from './cni-program.ts';
import { createFlannel } from './flannel.ts';
import { createGke, createKindnet, gkeAgent, GKE_MTU } from './ptp.ts';
import { rangesByNode } from './range-fabric.ts';

/** Every CNI but the bridge, by name. */
export const CNIS: Readonly<Record<string, CniProgram>> = {
  kindnet: createKindnet,
  flannel: createFlannel,
  calico: (input) => createCalico(input, 'bgp'),
  'calico-ipip': (input) => createCalico(input, 'ipip'),
  'calico-vxlan': (input) => createCalico(input, 'vxlan'),
  cilium: (input) => createCilium(input, { tunnel: true, mtu: 1500, prefix: 'lxc' }),
  'cilium-native': (input) => createCilium(input, { tunnel: false, mtu: 1500, prefix: 'lxc' }),
  'aws-vpc': createAwsVpc,
  gke: createGke,
  // Dataplane V2 is Cilium in the place of ptp and kube-proxy. cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2
  'gke-dataplane-v2': (input) =>
    createCilium(input, {
      tunnel: false,
      mtu: GKE_MTU,
      prefix: 'gke',
      uplinkPrefixLength: 32,
      fabric: rangesByNode(input),
      masquerade: gkeAgent,
    }),
  azure: (input) => createAzure(input, false),
  'azure-overlay': (input) => createAzure(input, true),
};
