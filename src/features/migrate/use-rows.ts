import { useEffect, useState } from 'react';
import type { Migration, MigrationRow, MigrationTarget } from '../../simulation/views/migration.ts';

/** Milliseconds that requests are walked at a time: the page answers in between. */
const SLICE = 12;

export interface Rows {
  readonly rows: readonly MigrationRow[];
  readonly done: boolean;
}

/** The rows of a comparison, as far as they are walked. */
export function useRows(migration: Migration, target: MigrationTarget): Rows {
  const [found, setFound] = useState<Rows & { readonly of: Migration; readonly target: MigrationTarget }>();
  useEffect(() => {
    const walk = migration.rows(target);
    const rows: MigrationRow[] = [];
    let timer = 0;
    const slice = (): void => {
      const until = performance.now() + SLICE;
      let next = walk.next();
      for (; next.done !== true; next = walk.next()) {
        rows.push(next.value);
        if (performance.now() > until) break;
      }
      setFound({ rows: [...rows], done: next.done === true, of: migration, target });
      if (next.done !== true) timer = window.setTimeout(slice);
    };
    timer = window.setTimeout(slice);
    return () => window.clearTimeout(timer);
  }, [migration, target]);
  return found?.of === migration && found.target === target ? found : NOTHING_YET;
}

const NOTHING_YET: Rows = { rows: [], done: false };
