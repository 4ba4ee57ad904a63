import { findPendingBalancers } from '../findings/pending-balancers.ts';
import { findUnannouncedAddresses } from '../findings/unannounced-addresses.ts';
import { findStrayEndpoints } from '../findings/stray-endpoints.ts';
import { findRoutePorts, findRouteServices, findUngovernedSets } from '../findings/missing-names.ts';
import { findRefusedServices } from '../findings/service-refusals.ts';
import type { MistakeFinders } from '../findings/cluster-checks.ts';
import { findIngressMistakes, findServiceMistakes } from '../findings/cluster-findings.ts';
import { findFrontendConfigs } from '../ingress/gce-sync.ts';
import { findInvalidPaths } from '../ingress/ingress-patterns.ts';
import { findTakenPaths, findUnusedAnnotations } from '../ingress/nginx-mistakes.ts';
import { findOverlaps } from '../nodes/network-ranges.ts';
import { findOwnerCycles } from '../findings/owner-cycles.ts';

export const MISTAKE_FINDERS: MistakeFinders = {
  service: findServiceMistakes,
  ingress: findIngressMistakes,
  checks: [
    findOverlaps,
    findOwnerCycles,
    findInvalidPaths,
    findUnusedAnnotations,
    findTakenPaths,
    findFrontendConfigs,
    findRefusedServices,
    findStrayEndpoints,
    findPendingBalancers,
    findUngovernedSets,
    findRouteServices,
    findRoutePorts,
    findUnannouncedAddresses,
  ],
};
