import type { Cidr } from '../../net/cidr.ts';
import type { Cluster } from '../cluster/cluster.ts';

/** The ranges of pods that somebody set apart for them: not one that is taken for granted, nor a cloud's network, which is the nodes' too. */
export function statedPodCIDRs({ settings, assumptions }: Cluster): readonly Cidr[] {
  return settings.podsInSubnets === true || assumptions.some(({ code }) => code === 'POD_CIDR_ASSUMED')
    ? []
    : settings.podCIDRs;
}

/** The ranges of Services, unless they are taken for granted. */
export function statedServiceCIDRs({ settings, assumptions }: Cluster): readonly Cidr[] {
  return assumptions.some(({ code }) => code === 'SERVICE_CIDR_ASSUMED') ? [] : settings.serviceCIDRs;
}
