import type { Cluster } from '../cluster/cluster.ts';
import type { findIngressMistakes, findServiceMistakes } from './cluster-findings.ts';
import type { About } from '../model/finding.ts';
import type { Report } from '../model/report.ts';

/** Looks for mistakes in objects that only a part of all clusters has, and adds a finding for each; at least for those `about` which it is asked. */
export type ClusterCheck = (cluster: Cluster, report: Report, about?: About) => void;

/** What looks for mistakes that any cluster may have: a walk needs none of it. */
export interface MistakeFinders {
  readonly service: typeof findServiceMistakes;
  readonly ingress: typeof findIngressMistakes;
  readonly checks: readonly ClusterCheck[];
}
