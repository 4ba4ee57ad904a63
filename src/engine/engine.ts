/** The engine, and the programs it is made of. */
export { createEngine, type Engine } from './routing/engine/create-engine.ts';
export { loadPrograms } from './routing/engine/load-programs.ts';
export { CLUSTER_NEEDS, missingPrograms } from './routing/engine/needs.ts';
export type { Programs } from './routing/engine/programs.ts';
export { resultOf, type Router, type Traced, type TraceResult } from './routing/engine/router.ts';
