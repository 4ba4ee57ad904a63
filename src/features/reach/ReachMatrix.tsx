import { useMemo, useState } from 'react';
import type { RawObject } from '../../engine/kubernetes/object.ts';
import type { ReachTransport } from '../../engine/routing/reach/reach.ts';
import type { TraceRequest } from '../../engine/routing/request.ts';
import { useDocument, useSimulation, useView } from '../../simulation/context.ts';
import { beforeLastEdit, doubtsOf, reachOf, reachOfObjects } from '../../simulation/reach-board.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ChangeList } from './ChangeList.tsx';
import { type Comparison, ComparisonPicker } from './ComparisonPicker.tsx';
import { Doubts } from './Doubts.tsx';
import { doubtfulPair, doubtsAbout } from './doubts.ts';
import { filterTable, LARGE, namespacesOf } from './filter-table.ts';
import { Legend } from './Legend.tsx';
import { MatrixGrid, type Place } from './MatrixGrid.tsx';
import { createPair } from './pair.ts';
import { PairPanel } from './PairPanel.tsx';
import { type Table, useTable } from './use-table.ts';

export interface ReachMatrixProps {
  /** The objects in files that somebody chose; rejects with a sentence when they cannot be read. */
  readonly readObjects: (files: readonly File[]) => Promise<readonly RawObject[]>;
  readonly onClose: () => void;
}

const SELECT =
  'h-8 min-w-0 max-w-44 rounded-md border border-line bg-surface px-2 text-small text-ink hover:border-line-strong pointer-coarse:h-10';

/** Who can connect to whom by the policies, and what an edit or another file changes about it. */
export function ReachMatrix({ readObjects, onClose }: ReachMatrixProps) {
  const { playback, view } = useSimulation();
  const cluster = useDocument((state) => state.router.cluster);
  const open = useDocument((state) => state.document);
  const past = useDocument((state) => state.past);
  const opening = useDocument((state) => state.opening);
  const reach = useMemo(() => reachOf(cluster), [cluster]);
  const edit = useMemo(() => beforeLastEdit(open, past, opening), [open, past, opening]);
  const [against, setAgainst] = useState<Comparison>({ kind: 'none' });
  const fileObjects = against.kind === 'file' ? against.objects : undefined;
  const other = useMemo(
    () => (fileObjects === undefined ? undefined : reachOfObjects(fileObjects, open)),
    [fileObjects, open],
  );
  const before = against.kind === 'edit' ? edit?.reach : other;
  const table = useTable(reach, before);

  const namespaces = useMemo(() => namespacesOf(table), [table]);
  const large = table.sources.length * table.destinations.length > LARGE;
  const wanted = useView((state) => state.reach);
  const look = useView((state) => state.look);
  const onlyChanges = wanted.onlyChanges === true;
  const from = wanted.from ?? (large ? namespaces[0] : undefined) ?? '';
  const to = wanted.to ?? (large ? namespaces[0] : undefined) ?? '';
  const changesOnly = onlyChanges && before !== undefined;
  const shown = useMemo(() => filterTable(table, { from, to, changesOnly }), [table, from, to, changesOnly]);

  const doubts = useMemo(() => doubtsOf(cluster), [cluster]);
  const isDoubtful = useMemo(() => doubtfulPair(doubts), [doubts]);
  const doubted = useMemo(() => doubtsAbout(doubts, shown), [doubts, shown]);

  const [active, setActive] = useState<Place>();
  const [hovered, setHovered] = useState<Place>();
  const inside = (place: Place | undefined): Place | undefined =>
    place !== undefined && place.row < shown.rows.length && place.column < shown.destinations.length
      ? place
      : undefined;
  const chosen = inside(active) ?? firstPair(shown.rows);
  const looked = inside(hovered) ?? chosen;
  const [source, destination] = [shown.sources[looked.row], shown.destinations[looked.column]];
  const cell = shown.rows[looked.row]?.[looked.column];
  const [asked, setAsked] = useState<ReachTransport>();

  const send = (request: TraceRequest): void => {
    onClose();
    playback.getState().send(request);
  };
  const select = (key: string): void => {
    onClose();
    view.getState().select(key);
  };
  const namespaceSelect = (label: string, side: 'from' | 'to', value: string) => (
    <label className="flex items-center gap-2 text-muted">
      {label}
      <select
        className={SELECT}
        value={value}
        onChange={(event) => {
          look({ reach: { ...wanted, from, to, [side]: event.target.value } });
          setActive(undefined);
        }}
      >
        <option value="">every namespace</option>
        {namespaces.map((namespace) => (
          <option key={namespace} value={namespace}>
            {namespace}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <Dialog title="Reachability" size="full" onClose={onClose}>
      <div className="flex h-[min(calc(85dvh-3.5rem),48rem)] flex-col text-small">
        <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-6 py-2">
          {namespaceSelect('From', 'from', from)}
          {namespaceSelect('To', 'to', to)}
          <ComparisonPicker value={against} edit={edit?.label} onChange={setAgainst} readObjects={readObjects} />
          {before !== undefined && (
            <label className="flex items-center gap-2 text-muted">
              <input
                type="checkbox"
                className="accent-accent"
                checked={onlyChanges}
                onChange={(event) => {
                  const { onlyChanges: _, ...rest } = wanted;
                  look({ reach: event.target.checked ? { ...rest, onlyChanges: true } : rest });
                }}
              />
              Only what differs
            </label>
          )}
        </div>
        {cluster.settings.policiesIgnored === true && (
          <p className="shrink-0 border-b border-line px-6 py-2 text-rejected">
            The CNI {cluster.settings.cni} does not enforce NetworkPolicies: they limit nothing.
          </p>
        )}
        <div className="flex min-h-0 flex-1 max-md:flex-col">
          <div className="min-h-0 min-w-0 flex-1 overflow-auto overscroll-contain">
            {shown.rows.length === 0 || shown.destinations.length === 0 ? (
              <p className="px-6 py-8 text-muted">
                {table.sources.length === 0
                  ? 'No workloads on the board.'
                  : table.rows.length < table.sources.length
                    ? 'Looking at every pair …'
                    : 'Nothing differs here.'}
              </p>
            ) : (
              <MatrixGrid
                {...shown}
                isDoubtful={isDoubtful}
                active={chosen}
                onActive={setActive}
                onHover={setHovered}
                onOpen={(place) => {
                  const [a, b] = [shown.sources[place.row], shown.destinations[place.column]];
                  const request = a && b && createPair({ reach, cluster }, [a, b], asked).request;
                  if (request === undefined) setActive(place);
                  else send(request);
                }}
              />
            )}
          </div>
          <aside
            aria-label="Pair"
            className="flex shrink-0 flex-col gap-4 overflow-auto border-line p-4 max-md:max-h-[45%] max-md:border-t md:w-80 md:border-l"
          >
            {source !== undefined && destination !== undefined && cell !== undefined && (
              <PairPanel
                pair={createPair({ reach, cluster }, [source, destination], asked)}
                source={source.peer}
                destination={destination.peer}
                cell={cell}
                onAsk={setAsked}
                onSend={send}
                doubts={doubts(source.peer, destination.peer)}
                onSelect={select}
              />
            )}
            {before !== undefined && <ChangeList table={table} />}
          </aside>
        </div>
        {doubted.length > 0 && <Doubts objects={doubted} onSelect={select} />}
        <Legend compared={before !== undefined} />
      </div>
    </Dialog>
  );
}

/** The first cell that says something. */
function firstPair(rows: Table['rows']): Place {
  const column = rows[0]?.findIndex(({ state }) => state !== 'skipped') ?? 0;
  return { row: 0, column: Math.max(column, 0) };
}
