/** Kinds that are not read. */
export type { IdleReason } from './kubernetes/projection/entry-annotations.ts';
export { classifyObject, isRead, type KindClass, type KindGroup } from './kubernetes/other-kinds/classify.ts';
export { type Unserved, unservedKind } from './kubernetes/other-kinds/served-kinds.ts';
export type { IrrelevantReason, UnreadEffect } from './kubernetes/other-kinds/other-kind.ts';
/** What somebody may have meant. */
export { editDistance, nearestNames } from './kubernetes/tools/nearest-names.ts';
