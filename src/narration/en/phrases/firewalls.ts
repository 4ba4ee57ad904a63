import type { CloudName } from '../../../engine/objects.ts';

/** What keeps the internet from a cloud's nodes. */
export const FIREWALLS: Readonly<Record<CloudName, string>> = {
  eks: 'the security group of the nodes (EKS)',
  gke: 'the firewall of the VPC network (GKE)',
  aks: 'the network security group of the nodes (AKS)',
};
