import type { RoomWords } from '../../narration/page/language.ts';
import { type KeyboardEvent, memo, type SyntheticEvent, useEffect, useRef } from 'react';
import { CellMark } from './CellMark.tsx';
import { DoubtMark } from './DoubtMark.tsx';
import { type Cell, peerName, peerWords, type TablePeer } from './table.ts';
import { useWords } from '../../ui/words.ts';

export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface MatrixGridProps {
  readonly sources: readonly TablePeer[];
  readonly destinations: readonly TablePeer[];
  readonly rows: readonly (readonly Cell[])[];
  readonly active: Place;
  readonly onActive: (place: Place) => void;
  /** The pointer is over a pair; undefined: over none. */
  readonly onHover: (place: Place | undefined) => void;
  readonly onOpen: (place: Place) => void;
  /** True for a pair of which more is to be said than is read. */
  readonly isDoubtful: IsDoubtful;
}

export type IsDoubtful = (source: TablePeer, destination: TablePeer) => boolean;

type Density = 'roomy' | 'words' | 'marks';

/** Each is a part of what the cell is called, for whoever says what is to be clicked. */
/** Sources down, destinations across. Arrow keys move, Enter opens. */
export function MatrixGrid(props: MatrixGridProps) {
  const words = useWords('reach');
  const { sources, destinations, rows, active, onActive, onHover, onOpen, isDoubtful } = props;
  const table = useRef<HTMLTableElement>(null);
  const density: Density = destinations.length <= 8 ? 'roomy' : destinations.length <= 24 ? 'words' : 'marks';
  const focused = useRef(false);
  useEffect(() => {
    const cell = table.current?.querySelector<HTMLElement>('[tabindex="0"]');
    // Just opened: the arrow keys are the grid's.
    if (focused.current || document.activeElement instanceof HTMLDialogElement) cell?.focus();
  }, [active]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const place = moved(active, event.key, { rows: rows.length, columns: destinations.length });
    if (event.key === 'Enter' || event.key === ' ') onOpen(active);
    else if (place !== undefined) onActive(place);
    else return;
    event.preventDefault();
  };
  const at = (event: SyntheticEvent): Place | undefined => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    return cell === null ? undefined : { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
  };
  return (
    <table
      ref={table}
      // A grid is a table whose cells one moves in.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
      role="grid"
      aria-label={words.grid.title}
      aria-rowcount={sources.length + 1}
      aria-colcount={destinations.length + 1}
      className="border-separate border-spacing-0 text-small"
      onKeyDown={onKeyDown}
      onFocus={() => {
        focused.current = true;
      }}
      onBlur={() => {
        focused.current = false;
      }}
      onClick={(event) => {
        const place = at(event);
        if (place === undefined) return;
        const isActive = place.row === active.row && place.column === active.column;
        // A finger can't hover: its first tap shows what a mouse sees before it clicks.
        if (event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === 'touch' && !isActive) {
          onActive(place);
        } else onOpen(place);
      }}
      onMouseOver={(event) => onHover(at(event))}
      onMouseLeave={() => onHover(undefined)}
    >
      <Head destinations={destinations} density={density} active={active.column} />
      <tbody>
        {rows.map((cells, row) => {
          const source = sources[row];
          return (
            source && (
              <Row
                key={source.peer.label}
                source={source}
                cells={cells}
                destinations={destinations}
                row={row}
                density={density}
                isDoubtful={isDoubtful}
                active={row === active.row ? active.column : undefined}
              />
            )
          );
        })}
      </tbody>
    </table>
  );
}

interface HeadProps {
  readonly destinations: readonly TablePeer[];
  readonly density: Density;
  /** The column of the active cell. */
  readonly active: number;
}

function Head({ destinations, density, active }: HeadProps) {
  const words = useWords('reach');
  return (
    <thead>
      <tr>
        <td className="sticky top-0 left-0 z-20 border-r border-b border-line bg-raised py-2 pr-2 pl-6 align-bottom text-muted max-md:pl-3">
          <span className="block text-right">{words.grid.to}</span>
          <span className="block">{words.grid.from}</span>
        </td>
        {destinations.map((destination, column) => (
          <ColumnHead key={destination.peer.label} peer={destination} density={density} active={column === active} />
        ))}
      </tr>
    </thead>
  );
}

interface ColumnHeadProps {
  readonly peer: TablePeer;
  readonly density: Density;
  readonly active: boolean;
}

const ColumnHead = memo(function ColumnHead({ peer: { peer, now }, density, active }: ColumnHeadProps) {
  const { peers } = useWords('reach');
  const { name, detail } = peerWords(peer, peers);
  const upright = density === 'roomy';
  return (
    <th
      scope="col"
      aria-label={peerName(peer, peers)}
      title={peer.label}
      className={`sticky top-0 z-10 border-b border-line bg-raised p-2 align-bottom font-normal ${active ? 'text-ink' : 'text-muted'}`}
    >
      <span
        className={
          upright
            ? 'block w-28 text-left break-words'
            : 'mx-auto block max-h-40 rotate-180 overflow-hidden text-left text-ellipsis whitespace-nowrap [writing-mode:vertical-rl]'
        }
      >
        <span
          className={`${active ? 'font-semibold' : ''} ${now === undefined ? 'line-through' : ''} ${monospaced(peer.kind)}`}
        >
          {name}
        </span>
        <span className={`text-faint ${upright ? 'block' : ''}`}> {detail}</span>
      </span>
    </th>
  );
});

interface RowProps {
  readonly source: TablePeer;
  readonly cells: readonly Cell[];
  readonly destinations: readonly TablePeer[];
  readonly row: number;
  readonly density: Density;
  readonly isDoubtful: IsDoubtful;
  /** The column of the active cell, where it is in this row. */
  readonly active: number | undefined;
}

const Row = memo(function Row({ source, cells, destinations, row, density, isDoubtful, active }: RowProps) {
  const words = useWords('reach');
  const { name, detail } = peerWords(source.peer, words.peers);
  return (
    <tr>
      <th
        scope="row"
        aria-label={peerName(source.peer, words.peers)}
        title={source.peer.label}
        className={`sticky left-0 z-10 border-r border-b border-line bg-raised py-1 pr-2 pl-6 text-left max-md:pl-3 font-normal ${active === undefined ? 'text-muted' : 'text-ink'}`}
      >
        <span className="flex max-w-56 min-w-28 flex-wrap items-baseline gap-x-2 max-md:max-w-32">
          <span
            className={`min-w-0 truncate ${active === undefined ? '' : 'font-semibold'} ${source.now === undefined ? 'line-through' : ''} ${monospaced(source.peer.kind)}`}
          >
            {name}
          </span>
          <span className="min-w-0 truncate text-faint">{detail}</span>
        </span>
      </th>
      {cells.map((cell, column) => {
        const destination = destinations[column];
        if (destination === undefined) return null;
        const doubtful = cell.state !== 'skipped' && isDoubtful(source, destination);
        return (
          <td
            key={destination.peer.label}
            tabIndex={column === active ? 0 : -1}
            aria-label={cellName(cell, {
              from: peerName(source.peer, words.peers),
              to: peerName(destination.peer, words.peers),
              doubtful,
              wordy: density === 'words',
              words,
            })}
            data-row={row}
            data-column={column}
            className={`cursor-pointer border-b border-line text-center hover:bg-sunken ${density === 'marks' ? 'h-7 min-w-7' : 'h-9 min-w-12 px-2'} ${cell.change === undefined ? '' : 'bg-changed-soft'} ${column === active ? 'outline-2 -outline-offset-2 outline-accent' : ''}`}
          >
            <span className={`inline-flex items-center gap-1 ${density === 'roomy' ? 'w-28' : ''}`}>
              <CellMark state={cell.state} change={cell.change} />
              {doubtful && <DoubtMark />}
              {density === 'words' && (
                <span className="text-[0.75rem] text-muted">{words.grid.states[cell.state]}</span>
              )}
              {density === 'roomy' && (
                <span className="min-w-0 text-left text-[0.75rem] break-words text-muted">
                  {roomyWords(cell, words.grid)}
                </span>
              )}
            </span>
          </td>
        );
      })}
    </tr>
  );
});

interface CellNaming {
  readonly from: string;
  readonly to: string;
  readonly doubtful: boolean;
  /** What is shown of it is a word, which the name begins with. */
  readonly wordy: boolean;
  readonly words: RoomWords['reach'];
}

function cellName({ state, text, before }: Cell, { from, to, doubtful, wordy, words }: CellNaming): string {
  const { grid, notLookedAt } = words;
  const list = state === 'skipped' ? notLookedAt : grid.ports(text);
  const now = state === 'some' && wordy ? grid.some(list) : list;
  const compared = before === undefined ? now : grid.before(now, before);
  return grid.cell(from, to, doubtful ? grid.notKnown(compared) : compared);
}

function roomyWords({ state, text }: Cell, { ports, states }: RoomWords['reach']['grid']): string {
  return state === 'some' ? ports(text) : states[state];
}

function monospaced(kind: TablePeer['peer']['kind']): string {
  return kind === 'external' ? 'font-mono text-[0.75rem]' : '';
}

const STEPS: Readonly<Record<string, Place>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

function moved(
  place: Place,
  key: string,
  size: { readonly rows: number; readonly columns: number },
): Place | undefined {
  if (key === 'Home') return { ...place, column: 0 };
  if (key === 'End') return { ...place, column: size.columns - 1 };
  const step = STEPS[key];
  if (step === undefined) return undefined;
  return {
    row: Math.min(Math.max(place.row + step.row, 0), size.rows - 1),
    column: Math.min(Math.max(place.column + step.column, 0), size.columns - 1),
  };
}
