/** Clusters made from objects, the CNIs they may have, and what people get wrong in them. */
export { buildCluster, buildPodsInSteps, type ClusterInput } from './kubernetes/build/build-cluster.ts';
export type { ClusterPrograms } from './kubernetes/build/cluster-programs.ts';
export { findingsAbout, findingsBy } from './kubernetes/build/index-cluster.ts';
export { MISTAKE_FINDERS } from './kubernetes/build/mistake-finders.ts';
export { isTakenNevertheless } from './kubernetes/findings/service-refusals.ts';
export type { CniName } from './dataplane/cni/cnis.ts';
export { whyNoPods } from './kubernetes/pods/why-no-pods.ts';
export { isStored } from './kubernetes/read/is-stored.ts';
