import { ALL_PROGRAMS } from '../../engine/all-programs.ts';
import { createEngine } from '../../engine/engine.ts';

/** The command line is one file, with everything the engine can do in it. */
export const ENGINE = createEngine(ALL_PROGRAMS);
