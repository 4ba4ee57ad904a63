import type { RoomWords } from '../../narration/page/language.ts';
import { useMemo } from 'react';
import { Code } from '../../ui/Code.tsx';
import { useWords } from '../../ui/words.ts';
import { CellMark } from './CellMark.tsx';
import { type Cell, peerName } from './table.ts';
import type { Table } from './use-table.ts';

interface Change {
  readonly from: string;
  readonly to: string;
  readonly cell: Cell;
}

/** More would be a list nobody reads. */
const SHOWN = 60;

/** Every pair that differs, and what it was. */
export function ChangeList({ table }: { readonly table: Table }) {
  const words = useWords('reach');
  const changes = useMemo(() => changesOf(table, words), [table, words]);
  const done = table.rows.length === table.sources.length;
  const count = (change: Cell['change']): number => changes.filter(({ cell }) => cell.change === change).length;
  return (
    <section aria-label={words.changes.title} className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 role="status" className="font-semibold text-ink">
        {!done
          ? words.changes.comparing
          : changes.length === 0
            ? words.changes.none
            : words.changes.count(count('added'), count('removed'), count('changed'))}
      </h3>
      <ul className="flex flex-col gap-2">
        {changes.slice(0, SHOWN).map(({ from, to, cell }) => (
          <li key={`${from} ${to}`} className="flex items-start gap-2">
            <span className="w-7 shrink-0 pt-0.5">
              <CellMark state={cell.state} change={cell.change} />
            </span>
            <span className="min-w-0 break-words">
              <Code text={from} /> <span aria-label={words.leadsTo}>→</span> <Code text={to} />
              <span className="block text-muted">
                {cell.before} <span aria-label={words.changes.becomes}>→</span>{' '}
                <span className="text-changed">{cell.text}</span>
              </span>
            </span>
          </li>
        ))}
      </ul>
      {changes.length > SHOWN && <p className="text-muted">{words.changes.more(changes.length - SHOWN)}</p>}
    </section>
  );
}

function changesOf({ sources, destinations, rows }: Table, words: RoomWords['reach']): readonly Change[] {
  return rows.flatMap((cells, row) =>
    cells.flatMap((cell, column) => {
      const [source, destination] = [sources[row], destinations[column]];
      if (cell.change === undefined || source === undefined || destination === undefined) return [];
      return [{ from: peerName(source.peer, words.peers), to: peerName(destination.peer, words.peers), cell }];
    }),
  );
}
