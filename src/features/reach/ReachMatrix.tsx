import { type ReactNode, useMemo, useState } from 'react';
import type { Cluster, RawObject } from '../../engine/objects.ts';
import type { ReachTransport } from '../../engine/reach.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { beforeLastEdit, doubtsOf, reachOf, reachOfObjects } from '../../simulation/views/reach-board.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../ui/words.ts';
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
  'h-8 min-w-0 max-w-44 rounded-md border border-line-strong bg-surface px-2 text-small text-ink hover:border-ink pointer-coarse:h-10';

/** As long as a part of a story asks what will happen, it does not tell unless somebody wants it to. */
export function ReachMatrix(props: ReachMatrixProps) {
  const words = useWords('reach');
  const asking = useView((state) => state.asking);
  const [anyway, setAnyway] = useState(false);
  if (!asking || anyway) return <Matrix {...props} />;
  return (
    <Dialog
      title={words.title}
      size="small"
      onClose={props.onClose}
      footer={<Button label={words.showAnyway} variant="outline" onClick={() => setAnyway(true)} />}
    >
      <p className="px-6 py-4 text-body text-ink">{words.asked}</p>
    </Dialog>
  );
}

/** Who can connect to whom by the policies, and what an edit or another file changes about it. */
function Matrix({ readObjects, onClose }: ReachMatrixProps) {
  const words = useWords('reach');
  const { playback, view } = useSimulation();
  const cluster = useDocument((state) => state.router.cluster);
  const [against, setAgainst] = useState<Comparison>({ kind: 'none' });
  const { reach, before, edit } = useCompared(against);
  const table = useTable(reach, before);
  const filter = useFilter(table, before !== undefined);
  const { shown } = filter;

  const { doubts, isDoubtful, doubted } = useDoubts(shown);
  const { chosen, looked, setActive, setHovered } = usePlaces(shown);
  const [asked, setAsked] = useState<ReachTransport>();
  const at = ({ row, column }: Place) => [shown.sources[row], shown.destinations[column]] as const;
  const [source, destination] = at(looked);
  const cell = shown.rows[looked.row]?.[looked.column];
  const send = (request: TraceRequest): void => {
    onClose();
    playback.getState().send(request);
  };
  const select = (key: string): void => {
    onClose();
    view.getState().select(key);
  };
  const openPair = (place: Place): void => {
    const [a, b] = at(place);
    const request = a && b && createPair({ reach, cluster }, [a, b], asked).request;
    if (request === undefined) setActive(place);
    else send(request);
  };
  return (
    <Dialog title={words.title} size="full" onClose={onClose}>
      <div className="flex h-[min(calc(85dvh-3.5rem),48rem)] flex-col text-small">
        <Filters filter={filter} compared={before !== undefined} onChange={() => setActive(undefined)}>
          <ComparisonPicker value={against} edit={edit?.edit} onChange={setAgainst} readObjects={readObjects} />
        </Filters>
        {cluster.settings.policiesIgnored === true && <NotEnforced settings={cluster.settings} />}
        <div className="flex min-h-0 flex-1 max-md:flex-col">
          <div className="min-h-0 min-w-0 flex-1 overflow-auto overscroll-contain">
            {shown.rows.length === 0 || shown.destinations.length === 0 ? (
              <NoPairs table={table} />
            ) : (
              <MatrixGrid
                {...shown}
                isDoubtful={isDoubtful}
                active={chosen}
                onActive={setActive}
                onHover={setHovered}
                onOpen={openPair}
              />
            )}
          </div>
          <aside
            aria-label={words.pair}
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

/** Who reaches whom now, and in what it is compared with. */
function useCompared(against: Comparison) {
  const engine = useDocument((state) => state.engine);
  const cluster = useDocument((state) => state.router.cluster);
  const open = useDocument((state) => state.document);
  const past = useDocument((state) => state.past);
  const opening = useDocument((state) => state.opening);
  const reach = useMemo(() => reachOf(cluster), [cluster]);
  const edit = useMemo(() => beforeLastEdit(engine, open, past, opening), [engine, open, past, opening]);
  const fileObjects = against.kind === 'file' ? against.objects : undefined;
  const other = useMemo(
    () => (fileObjects === undefined ? undefined : reachOfObjects(engine, fileObjects, open)),
    [engine, fileObjects, open],
  );
  return { reach, edit, before: against.kind === 'edit' ? edit?.reach : other };
}

/** The part of the table that is wanted: of a large one not more than two namespaces at first. */
function useFilter(table: Table, compared: boolean) {
  const namespaces = useMemo(() => namespacesOf(table), [table]);
  const large = table.sources.length * table.destinations.length > LARGE;
  const wanted = useView((state) => state.reach);
  const onlyChanges = wanted.onlyChanges === true;
  const from = wanted.from ?? (large ? namespaces[0] : undefined) ?? '';
  const to = wanted.to ?? (large ? namespaces[0] : undefined) ?? '';
  const changesOnly = onlyChanges && compared;
  const shown = useMemo(() => filterTable(table, { from, to, changesOnly }), [table, from, to, changesOnly]);
  return { shown, namespaces, from, to, onlyChanges };
}

/** Of which pairs more is to be said than is read, and the objects among those shown. */
function useDoubts(shown: Parameters<typeof doubtsAbout>[1]) {
  const cluster = useDocument((state) => state.router.cluster);
  const doubts = useMemo(() => doubtsOf(cluster), [cluster]);
  const isDoubtful = useMemo(() => doubtfulPair(doubts), [doubts]);
  const doubted = useMemo(() => doubtsAbout(doubts, shown), [doubts, shown]);
  return { doubts, isDoubtful, doubted };
}

/** The cell that the keyboard is in, and the one that is looked at: where the pointer is, else that. */
function usePlaces(shown: Pick<Table, 'rows' | 'destinations'>) {
  const [active, setActive] = useState<Place>();
  const [hovered, setHovered] = useState<Place>();
  const inside = (place: Place | undefined): Place | undefined =>
    place !== undefined && place.row < shown.rows.length && place.column < shown.destinations.length
      ? place
      : undefined;
  const chosen = inside(active) ?? firstPair(shown.rows);
  return { chosen, looked: inside(hovered) ?? chosen, setActive, setHovered };
}

interface FiltersProps {
  readonly filter: ReturnType<typeof useFilter>;
  readonly compared: boolean;
  /** Another part of the table is shown. */
  readonly onChange: () => void;
  readonly children: ReactNode;
}

function Filters({ filter: { namespaces, from, to, onlyChanges }, compared, onChange, children }: FiltersProps) {
  const words = useWords('reach');
  const wanted = useView((state) => state.reach);
  const look = useView((state) => state.look);
  const namespaceSelect = (label: string, side: 'from' | 'to', value: string) => (
    <label className="flex items-center gap-2 text-muted">
      {label}
      <select
        className={SELECT}
        value={value}
        onChange={(event) => {
          look({ reach: { ...wanted, from, to, [side]: event.target.value } });
          onChange();
        }}
      >
        <option value="">{words.everyNamespace}</option>
        {namespaces.map((namespace) => (
          <option key={namespace} value={namespace}>
            {namespace}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-6 py-2">
      {namespaceSelect('From', 'from', from)}
      {namespaceSelect('To', 'to', to)}
      {children}
      {compared && (
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
          {words.onlyDifferences}
        </label>
      )}
    </div>
  );
}

function NotEnforced({ settings: { cni, policySwitch } }: Pick<Cluster, 'settings'>) {
  return (
    <p className="shrink-0 border-b border-line px-6 py-2 text-rejected">
      {useWords('reach').notEnforced(cni, policySwitch)}
    </p>
  );
}

function NoPairs({ table }: { readonly table: Table }) {
  const words = useWords('reach');
  return (
    <p className="px-6 py-8 text-muted">
      {table.sources.length === 0
        ? words.noWorkloads
        : table.rows.length < table.sources.length
          ? words.looking
          : words.nothingDiffersHere}
    </p>
  );
}

/** The first cell that says something. */
function firstPair(rows: Table['rows']): Place {
  const column = rows[0]?.findIndex(({ state }) => state !== 'skipped') ?? 0;
  return { row: 0, column: Math.max(column, 0) };
}
