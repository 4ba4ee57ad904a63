/** What follows from changes to a running cluster. */
export {
  type Change,
  DEFAULT_DELAYS,
  type Delays,
  proxySyncOf,
  type TimedChange,
} from './kubernetes/changes/change.ts';
export type { TimelineEvent } from './kubernetes/changes/event.ts';
export { frozenObjects } from './kubernetes/changes/freeze.ts';
export { findGaps } from './kubernetes/changes/gaps.ts';
export { countEvents } from './kubernetes/changes/moment.ts';
export { refusedNode } from './kubernetes/pods/refused-node.ts';
export { planChanges, type Timeline } from './kubernetes/changes/plan-changes.ts';
export { applyFix } from './routing/causes/apply-fix.ts';
export { findingFixes } from './routing/engine/finding-fixes.ts';
export { createTimelineRouters, type TimelineRouters } from './routing/changes/moment-router.ts';
