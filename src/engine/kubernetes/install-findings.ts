// Imported for its effect: a cluster's findings are complete.
import { installClusterCheck, installMistakeFinders } from './cluster-checks.ts';
import { findIngressMistakes, findServiceMistakes } from './cluster-findings.ts';
import { findInvalidPaths } from './ingress-patterns.ts';
import { findOverlaps } from './network-ranges.ts';
import { findOwnerCycles } from './owner-cycles.ts';

installClusterCheck(findOverlaps);
installClusterCheck(findOwnerCycles);
installClusterCheck(findInvalidPaths);
installMistakeFinders({ service: findServiceMistakes, ingress: findIngressMistakes });
