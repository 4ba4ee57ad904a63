/** The engine for who fetches its parts when they are wanted, as a page does. */
export { type Walking } from './routing/engine/engine-of.ts';
export { loadPrograms } from './routing/engine/load-programs.ts';
export { CLUSTER_NEEDS, missingPrograms } from './routing/engine/needs.ts';
export { resultOf } from './routing/engine/result.ts';
export { createWaitingEngine, loadWalking } from './routing/engine/waiting.ts';
