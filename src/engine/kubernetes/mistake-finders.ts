import type { MistakeFinders } from './cluster-checks.ts';
import { findIngressMistakes, findServiceMistakes } from './cluster-findings.ts';
import { findInvalidPaths } from './ingress-patterns.ts';
import { findOverlaps } from './network-ranges.ts';
import { findOwnerCycles } from './owner-cycles.ts';

export const MISTAKE_FINDERS: MistakeFinders = {
  service: findServiceMistakes,
  ingress: findIngressMistakes,
  checks: [findOverlaps, findOwnerCycles, findInvalidPaths],
};
