import type { Cluster } from './cluster.ts';
import type { findIngressMistakes, findServiceMistakes } from './cluster-findings.ts';
import type { Report } from './report.ts';

/** Looks for mistakes in objects that only a part of all clusters has, and adds a finding for each. */
export type ClusterCheck = (cluster: Cluster, report: Report) => void;

const checks = new Set<ClusterCheck>();

/** Makes a check known, once and for all. */
export function installClusterCheck(check: ClusterCheck): void {
  checks.add(check);
}

export function runClusterChecks(cluster: Cluster, report: Report): void {
  for (const check of checks) check(cluster, report);
}

interface MistakeFinders {
  readonly service: typeof findServiceMistakes;
  readonly ingress: typeof findIngressMistakes;
}

let finders: MistakeFinders | undefined;

/** Makes known what looks for mistakes in Services and Ingresses: a walk needs none of it (install-findings.ts). */
export function installMistakeFinders(installed: MistakeFinders): void {
  finders = installed;
}

/** undefined: nobody asked for findings so far. */
export function mistakeFinders(): MistakeFinders | undefined {
  return finders;
}
