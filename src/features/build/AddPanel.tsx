import { Fragment, type KeyboardEvent, useRef, useState } from 'react';
import { formatObjectRef } from '../../engine/objects.ts';
import type { Place } from '../../simulation/build/add.ts';
import { placeOn } from '../../simulation/build/place.ts';
import { KIND_OF, THINGS, type Thing } from '../../simulation/build/things.ts';
import type { BuildTool } from '../../simulation/stores/view-store.ts';
import { useSimulation } from '../../simulation/workspace/context.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { KindIcon } from '../../ui/KindIcon.tsx';
import { useWords } from '../../ui/words.ts';
import { isNarrow } from '../../ui/page/is-narrow.ts';
import { addToBoard } from './add-to-board.ts';
import { BuildPanel } from './BuildPanel.tsx';
import { moveAlong } from './move-along.ts';
import { type Carried, useDrag } from './use-drag.ts';

/** What adds each while the panel has the focus. */
const KEYS: Readonly<Record<Thing, string>> = {
  node: 'N',
  namespace: 'E',
  deployment: 'D',
  statefulset: 'T',
  daemonset: 'M',
  pod: 'P',
  service: 'S',
  headless: 'H',
  nodeport: 'O',
  loadbalancer: 'L',
  externalname: 'X',
  ingress: 'I',
  gateway: 'G',
  policy: 'Y',
  client: 'C',
};
/** Begin another trade. */
const PARTED: ReadonlySet<Thing> = new Set(['deployment', 'service', 'ingress', 'policy', 'client']);

/** What can be added: by a click, by its key, or dragged to where it belongs. It stays open, as one thing seldom comes alone. */
export function AddPanel({ asked }: { readonly asked: Extract<BuildTool, { readonly is: 'add' }> }) {
  const words = useWords('build');
  const simulation = useSimulation();
  const { view, document: board } = simulation;
  const [told, setTold] = useState('');
  /** Where something was added one goes on with it; else the focus is where it was. */
  const close = (): void => {
    const { setBuild, selected, arriveAt } = view.getState();
    setBuild(undefined);
    if (told !== '' && selected !== undefined && !isNarrow()) arriveAt(selected);
  };
  const place = (below: readonly string[]): Place =>
    placeOn(board.getState().router.cluster, below, view.getState().selected);
  /** Where it was asked for, which is for one thing. */
  const [at, setAt] = useState(asked.at);
  const add = (thing: Thing, below: readonly string[] = [], dropped = at): void => {
    setAt(undefined);
    void addToBoard(simulation, thing, place(below), below.length === 0 ? dropped : undefined).then(setTold);
  };
  const { handlers, carried } = useDrag<Thing>(add);
  const [find, setFind] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const wanted = find.trim().toLowerCase();
  const things = THINGS.filter((thing) => words.things[thing].title.toLowerCase().includes(wanted));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'F6') return;
    // What is pressed in here means nothing to the rest of the page.
    event.stopPropagation();
    const [first] = things;
    const inField = event.target === field.current;
    const thing = THINGS.find((each) => KEYS[each] === event.key.toUpperCase());
    if (event.key === 'Escape') close();
    else if (inField && event.key === 'Enter' && first !== undefined) {
      add(first);
      setFind('');
    } else if (inField && !event.key.startsWith('Arrow')) return;
    // A name that is begun goes on in the field, and so does a letter that adds nothing.
    else if (/^\S$/.test(event.key) && (find !== '' || thing === undefined)) return field.current?.focus();
    else if (thing !== undefined) add(thing);
    else if (!moveAlong(event, 'input, li button')) return;
    event.preventDefault();
  };
  return (
    <BuildPanel title={words.add} region="add" asked={asked} first="li button" onKeyDown={onKeyDown}>
      <input
        ref={field}
        type="search"
        aria-label={words.connect.find}
        placeholder={words.connect.find}
        value={find}
        autoComplete="off"
        spellCheck={false}
        className="mx-3 mt-2 mb-1 h-8 shrink-0 rounded-md border border-line-strong bg-surface px-2 text-small pointer-coarse:h-10"
        onChange={(event) => setFind(event.target.value)}
      />
      <ThingList things={things} isParted={wanted === ''} onAdd={(thing) => add(thing)} handlers={handlers} />
      {things.length === 0 && <p className="px-3 pb-2 text-small text-muted">{words.nothingSo}</p>}
      <p role="status" className="sr-only">
        {told}
      </p>
      {carried !== undefined && <Ghost carried={carried} place={place(carried.below ?? [])} />}
    </BuildPanel>
  );
}

interface ThingListProps {
  readonly things: readonly Thing[];
  readonly isParted: boolean;
  readonly onAdd: (thing: Thing) => void;
  readonly handlers: ReturnType<typeof useDrag<Thing>>['handlers'];
}

function ThingList({ things, isParted, onAdd, handlers }: ThingListProps) {
  const words = useWords('build');
  return (
    <ul className="min-h-0 flex-1 overflow-y-auto py-1 max-md:grid max-md:grid-cols-2">
      {things.map((thing) => (
        <Fragment key={thing}>
          {isParted && PARTED.has(thing) && <li aria-hidden className="my-1 border-t border-line max-md:hidden" />}
          <li>
            <button
              type="button"
              aria-keyshortcuts={KEYS[thing]}
              title={words.things[thing].about}
              className="flex h-7 w-full cursor-pointer touch-pan-y items-center gap-2 px-3 text-left text-small select-none hover:bg-sunken focus-visible:-outline-offset-2 pointer-coarse:h-10"
              onClick={() => onAdd(thing)}
              {...handlers(thing)}
            >
              <KindIcon kind={thing === 'client' ? 'Internet' : iconOf(thing)} className="text-muted" />
              <span className="min-w-0 flex-1 truncate">{words.things[thing].title}</span>
              <span aria-hidden className="max-md:hidden">
                <Kbd keys={KEYS[thing]} />
              </span>
            </button>
          </li>
        </Fragment>
      ))}
    </ul>
  );
}

function iconOf(thing: Exclude<Thing, 'client'>): string {
  return thing === 'loadbalancer' ? 'LoadBalancer' : KIND_OF[thing];
}

/** What is carried, and where it will belong. */
function Ghost({
  carried: { item, x, y, below },
  place: { on, to },
}: {
  readonly carried: Carried<Thing>;
  readonly place: Place;
}) {
  const words = useWords('build');
  const where = below === undefined || below.length === 0 ? undefined : (on ?? to);
  return (
    <div
      aria-hidden
      className={`pointer-events-none fixed z-50 rounded-md border bg-raised px-2 py-1 text-small shadow-lg ${below === undefined ? 'border-line text-muted' : 'border-accent text-ink'}`}
      style={{ left: x + 12, top: y + 12 }}
    >
      <span className="font-semibold">{words.things[item].title}</span>
      {where !== undefined && <span className="ml-2 text-muted">{words.at(formatObjectRef(where))}</span>}
    </div>
  );
}
