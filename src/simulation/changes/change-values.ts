// What the picture of a timeline needs of the engine beside its types: features import values only through the simulation.

export { DEFAULT_DELAYS, proxySyncOf } from '../../engine/kubernetes/changes/change.ts';
export { findGaps } from '../../engine/kubernetes/changes/gaps.ts';
export { applyFix } from '../../engine/routing/causes/apply-fix.ts';
