import {
  Activity,
  CirclePlus,
  CircleHelp,
  Settings2,
  ListFilter,
  Focus,
  Grid2x2,
  LayoutGrid,
  Maximize,
  Minus,
  Plus,
  Shapes,
} from 'lucide-react';
import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { withPart } from '../../ui/fetch-part.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { BoardIcon } from '../../ui/BoardIcon.tsx';
import { useWords, withWords } from '../../ui/words.ts';
import { type BoardState, FILTER, FOCUS } from './scene/use-board.ts';

export interface BoardControlsProps extends Pick<BoardState, 'hasSystem' | 'systemShown' | 'setSystemShown' | 'moved'> {
  /** What the button of a filter that is set is called; absent: none is. */
  readonly filterName?: string | undefined;
  readonly onFit: () => void;
  readonly onZoom: (factor: number) => void;
}

const ICON = 16;
const STEP = 1.3;

/** The same on every board, in the same place: nothing here moves while somebody is on the way to it. */
export function BoardControls(props: BoardControlsProps) {
  const words = useWords('board');
  const { onFit, onZoom, hasSystem, systemShown, setSystemShown, moved, filterName } = props;
  const simulation = useSimulation();
  const readOnly = useView((state) => state.readOnly);
  const openDialog = useView((state) => state.openDialog);
  const unread = useDocument((state) => state.router.cluster.notRead.length);
  const timeline = useView((state) => state.timeline);
  return (
    <div
      data-over-board
      className="absolute top-3 right-3 z-10 flex flex-col gap-px rounded-lg border border-line bg-surface p-0.5 in-data-presenting:hidden tight:top-2 tight:right-2 tight:flex-row"
    >
      {!readOnly && <AddButton />}
      <IconButton label={words.controls.fitView} shortcut="F" icon={<Maximize size={ICON} />} onClick={onFit} />
      <IconButton
        label={words.controls.zoomIn}
        className="max-md:hidden!"
        icon={<Plus size={ICON} />}
        onClick={() => onZoom(STEP)}
      />
      <IconButton
        label={words.controls.zoomOut}
        className="max-md:hidden!"
        icon={<Minus size={ICON} />}
        onClick={() => onZoom(1 / STEP)}
      />
      {hasSystem && (
        <IconButton
          label={words.controls.system}
          aria-pressed={systemShown}
          icon={<BoardIcon kind="System" size={ICON} />}
          onClick={() => setSystemShown(!systemShown)}
        />
      )}
      <IconButton
        label={words.controls.clusterSettings}
        shortcut=","
        aria-haspopup="dialog"
        icon={<Settings2 size={ICON} />}
        onClick={() => openDialog('cluster')}
      />
      <IconButton
        label={words.controls.reach}
        shortcut="R"
        aria-haspopup="dialog"
        icon={<Grid2x2 size={ICON} />}
        onClick={() => openDialog('reach')}
      />
      <IconButton
        label={words.controls.legend}
        shortcut="L"
        aria-haspopup="dialog"
        icon={<Shapes size={ICON} />}
        onClick={() => openDialog('legend')}
      />
      {unread > 0 && <UnreadButton objects={unread} />}
      {!timeline && (
        <IconButton
          label={words.controls.happen}
          data-part="happen"
          shortcut="T"
          aria-haspopup="dialog"
          icon={<Activity size={ICON} />}
          onClick={() => openDialog('changes')}
        />
      )}
      <FocusButton />
      <FilterButton name={filterName} />
      {moved && !readOnly && (
        <IconButton
          label={words.controls.arrange}
          icon={<LayoutGrid size={ICON} />}
          onClick={() => arrange(simulation)}
        />
      )}
    </div>
  );
}

function AddButton() {
  const words = useWords('board');
  const setBuild = useView((state) => state.setBuild);
  return (
    <IconButton
      label={words.controls.add}
      shortcut="A"
      icon={<CirclePlus size={ICON} />}
      onClick={() => setBuild({ is: 'add' })}
    />
  );
}

function UnreadButton({ objects }: { readonly objects: number }) {
  const words = useWords('board');
  const openDialog = useView((state) => state.openDialog);
  return (
    <IconButton
      label={words.controls.unread(objects)}
      aria-haspopup="dialog"
      icon={<CircleHelp size={ICON} className="text-changed" />}
      onClick={() => openDialog('unread')}
    />
  );
}

function FilterButton({ name }: { readonly name: string | undefined }) {
  const words = useWords('board');
  const open = useView((state) => state.unfolded.includes(FILTER));
  const fold = useView((state) => state.fold);
  return (
    <IconButton
      label={name ?? words.controls.filter}
      aria-pressed={name !== undefined}
      aria-expanded={open}
      icon={<ListFilter size={ICON} />}
      onClick={() => fold(FILTER, !open)}
    />
  );
}

/** Takes all away that the walk does not touch. */
function FocusButton() {
  const words = useWords('board');
  const walked = usePlayback((state) => (state.timeline?.cues.length ?? 0) > 0);
  const focused = useView((state) => state.unfolded.includes(FOCUS));
  const fold = useView((state) => state.fold);
  const fitView = useView((state) => state.fitView);
  if (!walked) return null;
  const toggle = (): void => {
    fold(FOCUS, !focused);
    fitView();
  };
  return (
    <IconButton label={words.controls.focus} aria-pressed={focused} icon={<Focus size={ICON} />} onClick={toggle} />
  );
}

function arrange(simulation: Simulation): void {
  withPart(
    'mover',
    withWords(simulation.words, () => import('./editing/edit-board.ts')),
    ({ resetLayout }) => resetLayout(simulation),
  );
}
