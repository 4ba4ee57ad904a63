/** Conditions of a workload, with their status, that tell why it has fewer pods than it wants; the first says it best. */
export const MISSING_PODS = [
  ['ReplicaFailure', 'True'],
  ['Progressing', 'False'],
  ['Available', 'False'],
] as const;
