import { MISTAKE_FINDERS } from '../../kubernetes/build/mistake-finders.ts';
import { EDITING } from './editing.ts';
import { EXPLAINING } from './explaining.ts';
import { joinPrograms, NO_PROGRAMS, program } from './programs.ts';
import { RARE_PROGRAMS } from './rare-programs.ts';

/** Mistakes in objects that any cluster may have are found. */
const FINDING = program('findings', { cluster: { findings: MISTAKE_FINDERS } });

/** Everything the engine can do. */
export const ALL_PROGRAMS = joinPrograms(NO_PROGRAMS, ...RARE_PROGRAMS, EXPLAINING, FINDING, ...EDITING);
