// Imported for its effect: a cluster's findings are complete.
import { installClusterCheck, installMistakeFinders } from './cluster-checks.ts';
import { findIngressMistakes, findServiceMistakes } from './cluster-findings.ts';
import { findOverlaps } from './network-ranges.ts';

installClusterCheck(findOverlaps);
installMistakeFinders({ service: findServiceMistakes, ingress: findIngressMistakes });
