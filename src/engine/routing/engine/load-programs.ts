import type { ProgramName, Programs } from './programs.ts';

/** Those that travel in files of their own; what finds mistakes comes with who shows them (findingsBy). */
const ALONE: readonly ProgramName[] = ['explanations', 'edits', 'findings'];

/** Fetches programs by name. Rejects when they cannot be fetched. */
export async function loadPrograms(names: readonly ProgramName[]): Promise<readonly Programs[]> {
  const [rare, explaining, editing] = await Promise.all([
    names.every((name) => ALONE.includes(name)) ? undefined : import('./rare-programs.ts'),
    names.includes('explanations') ? import('./explaining.ts') : undefined,
    names.includes('edits') ? import('./editing.ts') : undefined,
  ]);
  return [
    ...(rare?.RARE_PROGRAMS.filter((each) => each.names.some((name) => names.includes(name))) ?? []),
    ...(explaining === undefined ? [] : [explaining.EXPLAINING]),
    ...(editing?.EDITING ?? []),
  ];
}
