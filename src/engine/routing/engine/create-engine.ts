import { type Engine, engineOf } from './engine-of.ts';
import { NO_PROGRAMS, type Programs } from './programs.ts';
import { WALKING } from './walking.ts';

/** The engine of these programs; absent: of none. */
export function createEngine(programs: Programs = NO_PROGRAMS): Engine {
  return engineOf(WALKING, programs);
}
