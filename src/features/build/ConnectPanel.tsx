import { type KeyboardEvent, useState } from 'react';
import { type ObjectRef, parseObjectKey } from '../../engine/objects.ts';
import type { ElementId } from '../../scenario/document/document.ts';
import type { Lines } from '../../simulation/build/connect/connect.ts';
import { useSimulation, useView } from '../../simulation/workspace/context.ts';
import { KindIcon } from '../../ui/KindIcon.tsx';
import { useWords } from '../../ui/words.ts';
import { BuildPanel } from './BuildPanel.tsx';
import { nameOf, sayConnection } from './connect-on-board.ts';
import { moveAlong } from './move-along.ts';

/** As many are listed; of more a part of the name is asked for. */
const MOST = 40;
/** Why there is no line to most of what there is, which nobody looks for. */
const GOES_WITHOUT_SAYING: ReadonlySet<string> = new Set(['SAME', 'NOTHING_BETWEEN', 'NOT_OPEN', 'NOT_AN_OBJECT']);

interface ConnectPanelProps {
  readonly element: ElementId;
  readonly lines: Lines;
  readonly ends: readonly ElementId[];
  readonly asked: unknown;
  /** What a line to what is pointed at would be. */
  readonly told: string;
  readonly onTake: (to: ElementId) => void;
}

/** What a line may lead to, with what it would be; after that what it may not lead to, and why. */
export function ConnectPanel({ element, lines, ends, asked, told, onTake }: ConnectPanelProps) {
  const words = useWords('build').connect;
  const setBuild = useView((state) => state.setBuild);
  const [find, setFind] = useState('');
  const wanted = ends.filter((id) => id.toLowerCase().includes(find.trim().toLowerCase()));
  const possible = wanted.filter((id) => lines(id).is !== 'refused');
  const explained = wanted.filter((id) => isWorthSaying(lines, id));
  const all = [...possible, ...explained];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const [first] = possible;
    const inField = event.target instanceof HTMLInputElement;
    if (event.key === 'Escape') setBuild(undefined);
    else if (event.key === 'Enter' && inField && first !== undefined) onTake(first);
    else if ((inField && !event.key.startsWith('Arrow')) || !moveAlong(event, 'input, li button')) return;
    event.preventDefault();
  };
  return (
    <BuildPanel
      title={words.title(nameOf(element))}
      region="connect"
      asked={asked}
      about={element}
      onKeyDown={onKeyDown}
    >
      <p className="px-3 pt-2 text-small text-muted">{words.hint}</p>
      <p role="status" className="px-3 pt-2 text-small text-ink empty:hidden">
        {told}
      </p>
      <input
        type="search"
        aria-label={words.find}
        placeholder={words.find}
        value={find}
        autoComplete="off"
        spellCheck={false}
        className="mx-3 my-2 h-8 rounded-md border border-line-strong bg-surface px-2 text-small pointer-coarse:h-10"
        onChange={(event) => setFind(event.target.value)}
      />
      <ul className="min-h-0 flex-1 overflow-y-auto pb-1">
        {all.slice(0, MOST).map((id) => (
          <Target key={id} id={id} lines={lines} onTake={onTake} />
        ))}
      </ul>
      {all.length > MOST && <p className="px-3 pb-2 text-small text-muted">{words.more(all.length - MOST)}</p>}
      {all.length === 0 && <p className="px-3 pb-2 text-small text-muted">{words.none}</p>}
    </BuildPanel>
  );
}

interface TargetProps {
  readonly id: ElementId;
  readonly lines: Lines;
  readonly onTake: (id: ElementId) => void;
}

function Target({ id, lines, onTake }: TargetProps) {
  const simulation = useSimulation();
  const found = lines(id);
  const isOpen = found.is !== 'refused';
  return (
    <li>
      <button
        type="button"
        aria-disabled={!isOpen}
        className="flex w-full cursor-pointer items-start gap-2 px-3 py-1 text-left text-small hover:bg-sunken focus-visible:-outline-offset-2 aria-disabled:cursor-default pointer-coarse:min-h-10"
        onClick={() => onTake(id)}
      >
        <KindIcon kind={refOf(id).kind} className="mt-0.5 shrink-0 text-muted" />
        <span className="min-w-0 flex-1 wrap-anywhere">
          <span className={isOpen ? 'block' : 'block text-muted'}>{nameOf(id)}</span>
          <span className="block text-muted">{sayConnection(found, simulation)}</span>
        </span>
      </button>
    </li>
  );
}

function isWorthSaying(lines: Lines, id: ElementId): boolean {
  const found = lines(id);
  return found.is === 'refused' && !GOES_WITHOUT_SAYING.has(found.why.code);
}

function refOf(id: ElementId): ObjectRef {
  return parseObjectKey(id) ?? { kind: 'Internet', name: id };
}
