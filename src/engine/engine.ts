/** The engine, and the programs it is made of. */
export { createEngine } from './routing/engine/create-engine.ts';
export type { Engine } from './routing/engine/engine-of.ts';
export type { Programs } from './routing/engine/programs.ts';
export type { TraceResult } from './routing/engine/result.ts';
export type { Router, Traced } from './routing/engine/router.ts';
