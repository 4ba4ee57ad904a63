import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useSimulation, useView } from '../../simulation/workspace/context.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useWords } from '../../ui/words.ts';
import { isFilter } from './application/filter-names.ts';
import { BoardControls, type BoardControlsProps } from './BoardControls.tsx';
import { type BoardState, FILTER } from './scene/use-board.ts';
import { placeCaption } from './words/caption-place.ts';
import { createRoom } from './words/room.ts';
import { seenWords } from './words/seen-words.ts';

const FilterPanel = lazyPart(
  { part: 'filter', place: 'board' },
  async () => (await import('./FilterPanel.tsx')).FilterPanel,
);

/** The panel that filters, while it is open. */
export function OpenFilter() {
  const open = useView((state) => state.unfolded.includes(FILTER));
  const fold = useView((state) => state.fold);
  return open && <FilterPanel onClose={() => fold(FILTER, false)} />;
}

interface FilteredControlsProps extends BoardControlsProps, Pick<BoardState, 'filtered'> {}

/** The board's controls, which tell of the filter that is set. */
export function FilteredControls({ filtered, ...props }: FilteredControlsProps) {
  const { filter } = useWords('canvas');
  const name = filtered === undefined ? undefined : `${filter.title}: ${filter.hidden(filtered)}`;
  return (
    <>
      <FilterChip hidden={filtered} />
      <BoardControls {...props} filterName={name} />
    </>
  );
}

/** Says on the board that a part of it is hidden, where the panel does not. */
function FilterChip({ hidden = 0 }: { readonly hidden: number | undefined }) {
  const { filter } = useWords('canvas');
  const { view } = useSimulation();
  const open = useView((state) => state.unfolded.includes(FILTER));
  const shown = hidden > 0 && !open;
  const chip = useFreePlace(shown);
  const showAll = (): void => {
    const { unfolded, fold, fitView } = view.getState();
    for (const name of unfolded.filter(isFilter)) fold(name, false);
    fitView();
  };
  return (
    shown && (
      <p
        ref={chip}
        data-over-board
        className="nopan absolute bottom-2 left-20 z-10 flex h-6 items-center rounded-md border border-line-strong bg-raised pl-2 text-[0.8125rem] whitespace-nowrap text-muted in-data-presenting:hidden"
      >
        {filter.hidden(hidden)}
        <span aria-hidden className="pl-1.5">
          ·
        </span>
        <button type="button" className="h-full rounded-md px-1.5 font-semibold text-accent" onClick={showAll}>
          {filter.showAll}
        </button>
      </p>
    )
  );
}

/** The view rests when it has not moved for so many milliseconds. */
const REST = 120;

/** For what stands, whenever the view rests, where it covers neither words nor controls: as near to the lower left as can be. */
function useFreePlace(shown: boolean) {
  const store = useStoreApi();
  const chip = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (!shown) return;
    let timer = setTimeout(() => place(chip.current), REST);
    const unsubscribe = store.subscribe((state, before) => {
      if (state.transform === before.transform && state.nodes === before.nodes) return;
      clearTimeout(timer);
      timer = setTimeout(() => place(chip.current), REST);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [shown, store]);
  return chip;
}

function place(chip: HTMLElement | null): void {
  const host = chip?.closest('.react-flow');
  if (!chip || !host) return;
  // It is not in its own way.
  chip.toggleAttribute('data-over-board', false);
  const texts = seenWords(host);
  chip.toggleAttribute('data-over-board', true);
  const screen = { width: host.clientWidth, height: host.clientHeight };
  const size = { width: chip.offsetWidth, height: chip.offsetHeight };
  // The name of the library that draws the board stands in that corner.
  const library = host.querySelector('.react-flow__attribution')?.getBoundingClientRect();
  const corner = { width: library?.width ?? 0, height: (library?.height ?? 0) + 2 };
  const taken = { left: 0, top: screen.height - corner.height, ...corner };
  const at = { x: corner.width, y: screen.height + size.height };
  const { x, y } = placeCaption({ at, size, room: createRoom({ screen, texts: [...texts, taken] }), way: [] });
  Object.assign(chip.style, { left: `${x}px`, top: `${y}px`, bottom: 'auto' });
}
