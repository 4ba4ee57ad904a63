import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FILE_REASONS, INPUT } from '../../narration/en/cli/input.ts';

const MANIFEST = /\.(ya?ml|json)$/i;

export interface FoundFiles {
  /** Paths of files, in the order of their names, folder by folder. */
  readonly files: readonly string[];
  /** What could not be looked into, a sentence each. */
  readonly problems: readonly string[];
}

/**
 * The files below a path: itself, or those of a folder that look like manifests, links followed. A link that leads nowhere or
 * in a circle, and a folder one may not read, is a problem and ends nothing. Undefined: there is no such path.
 */
export function findFiles(path: string): FoundFiles | undefined {
  const problems: string[] = [];
  const seen = new Set<string>();
  const look = (at: string, isNamed: boolean): readonly string[] => {
    try {
      if (!statSync(at).isDirectory()) return isNamed || MANIFEST.test(at) ? [at] : [];
      const real = realpathSync(at);
      if (seen.has(real)) return [];
      seen.add(real);
      const names = readdirSync(at).toSorted((a, b) => (a < b ? -1 : 1));
      return names.flatMap((name) => look(join(at, name), false));
    } catch (error) {
      problems.push(INPUT.leftOut(at, reason(error)));
      return [];
    }
  };
  if (!exists(path)) return undefined;
  return { files: look(path, true), problems };
}

function exists(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR';
  }
}

const REASONS: Readonly<Record<string, string>> = FILE_REASONS;

/** Why a file cannot be read, in words. */
export function reason(error: unknown): string {
  const known = REASONS[codeOf(error)];
  return known ?? (error instanceof Error ? error.message : String(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
