// Imported for its effect: every CNI but the bridge, which is always at hand.
import { createAwsVpc } from './aws-vpc.ts';
import { createAzure } from './azure.ts';
import { createCalico } from './calico.ts';
import { createCilium } from './cilium.ts';
import { installCni } from './cni-program.ts';
import { createFlannel } from './flannel.ts';
import { createGke, createKindnet, gkeAgent, GKE_MTU } from './ptp.ts';
import { rangesByNode } from './range-fabric.ts';

installCni('kindnet', createKindnet);
installCni('flannel', createFlannel);
installCni('calico', (input) => createCalico(input, 'bgp'));
installCni('calico-ipip', (input) => createCalico(input, 'ipip'));
installCni('calico-vxlan', (input) => createCalico(input, 'vxlan'));
installCni('cilium', (input) => createCilium(input, { tunnel: true, mtu: 1500, prefix: 'lxc' }));
installCni('cilium-native', (input) => createCilium(input, { tunnel: false, mtu: 1500, prefix: 'lxc' }));
installCni('aws-vpc', createAwsVpc);
installCni('gke', createGke);
// Dataplane V2 is Cilium in the place of ptp and kube-proxy. cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2
installCni('gke-dataplane-v2', (input) =>
  createCilium(input, {
    tunnel: false,
    mtu: GKE_MTU,
    prefix: 'gke',
    uplinkPrefixLength: 32,
    fabric: rangesByNode(input),
    masquerade: gkeAgent,
  }),
);
installCni('azure', (input) => createAzure(input, false));
installCni('azure-overlay', (input) => createAzure(input, true));
