import {
  Activity,
  CircleHelp,
  Cog,
  Filter,
  Focus,
  Grid3x3,
  LayoutGrid,
  Maximize,
  Minus,
  Plus,
  Shapes,
  SlidersHorizontal,
} from 'lucide-react';
import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { withPart } from '../../ui/fetch-part.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { type BoardState, FILTER, FOCUS } from './use-board.ts';

interface BoardControlsProps extends Pick<BoardState, 'hasSystem' | 'systemShown' | 'setSystemShown' | 'moved'> {
  readonly onFit: () => void;
  readonly onZoom: (factor: number) => void;
}

const ICON = 16;
const STEP = 1.3;

/** The same on every board, in the same place: nothing here moves while somebody is on the way to it. */
export function BoardControls(props: BoardControlsProps) {
  const { onFit, onZoom, hasSystem, systemShown, setSystemShown, moved } = props;
  const simulation = useSimulation();
  const readOnly = useView((state) => state.readOnly);
  const openDialog = useView((state) => state.openDialog);
  const unread = useDocument((state) => state.router.cluster.notRead.length);
  // Its panel leaves the board little height.
  const timeline = useView((state) => state.timeline);
  return (
    <div
      className={`absolute top-3 right-3 z-10 flex in-data-presenting:hidden ${timeline ? '' : 'flex-col'} gap-px rounded-lg max-md:top-2 max-md:right-2 max-md:flex-row [@media(max-height:660px)]:flex-row border border-line bg-surface p-0.5`}
    >
      <IconButton label="Fit view" shortcut="F" icon={<Maximize size={ICON} />} onClick={onFit} />
      <IconButton label="Zoom in" className="max-md:hidden!" icon={<Plus size={ICON} />} onClick={() => onZoom(STEP)} />
      <IconButton
        label="Zoom out"
        className="max-md:hidden!"
        icon={<Minus size={ICON} />}
        onClick={() => onZoom(1 / STEP)}
      />
      {hasSystem && (
        <IconButton
          label="System objects"
          aria-pressed={systemShown}
          icon={<Cog size={ICON} />}
          onClick={() => setSystemShown(!systemShown)}
        />
      )}
      <IconButton
        label="Cluster settings"
        shortcut=","
        aria-haspopup="dialog"
        icon={<SlidersHorizontal size={ICON} />}
        onClick={() => openDialog('cluster')}
      />
      <IconButton
        label="Reachability"
        shortcut="R"
        aria-haspopup="dialog"
        icon={<Grid3x3 size={ICON} />}
        onClick={() => openDialog('reach')}
      />
      <IconButton
        label="Legend"
        shortcut="L"
        aria-haspopup="dialog"
        icon={<Shapes size={ICON} />}
        onClick={() => openDialog('legend')}
      />
      {unread > 0 && (
        <IconButton
          label={unread === 1 ? 'One object is not read' : `${unread} objects are not read`}
          aria-haspopup="dialog"
          icon={<CircleHelp size={ICON} className="text-changed" />}
          onClick={() => openDialog('unread')}
        />
      )}
      {!timeline && (
        <IconButton
          label="Let something happen"
          shortcut="T"
          aria-haspopup="dialog"
          icon={<Activity size={ICON} />}
          onClick={() => openDialog('changes')}
        />
      )}
      <FocusButton />
      <FilterButton />
      {moved && !readOnly && (
        <IconButton
          label="Arrange automatically"
          icon={<LayoutGrid size={ICON} />}
          onClick={() => arrange(simulation)}
        />
      )}
    </div>
  );
}

function FilterButton() {
  const open = useView((state) => state.unfolded.includes(FILTER));
  const fold = useView((state) => state.fold);
  return (
    <IconButton
      label="Filter the board"
      aria-expanded={open}
      icon={<Filter size={ICON} />}
      onClick={() => fold(FILTER, !open)}
    />
  );
}

/** Takes all away that the walk does not touch. */
function FocusButton() {
  const walked = usePlayback((state) => (state.timeline?.cues.length ?? 0) > 0);
  const focused = useView((state) => state.unfolded.includes(FOCUS));
  const fold = useView((state) => state.fold);
  const fitView = useView((state) => state.fitView);
  if (!walked) return null;
  const toggle = (): void => {
    fold(FOCUS, !focused);
    fitView();
  };
  return <IconButton label="Focus on this walk" aria-pressed={focused} icon={<Focus size={ICON} />} onClick={toggle} />;
}

function arrange(simulation: Simulation): void {
  withPart(
    'mover',
    () => import('./editing/edit-board.ts'),
    ({ resetLayout }) => resetLayout(simulation),
  );
}
