/** Kinds that are not read. */
export { classifyObject, type KindClass, type KindGroup } from './kubernetes/other-kinds/classify.ts';
export type { IrrelevantReason, UnreadEffect } from './kubernetes/other-kinds/other-kind.ts';
