/** Every program there is. */
export { ALL_PROGRAMS } from './routing/engine/all-programs.ts';
