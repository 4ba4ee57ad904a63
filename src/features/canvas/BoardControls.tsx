import { Activity, CircleHelp, Cog, Grid3x3, LayoutGrid, Maximize, Minus, Plus, SlidersHorizontal } from 'lucide-react';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { IconButton } from '../../ui/IconButton.tsx';

interface BoardControlsProps {
  readonly onFit: () => void;
  readonly onZoom: (factor: number) => void;
  /** Absent: no system objects to show. */
  readonly system?: { readonly shown: boolean; readonly toggle: () => void };
  /** Absent: nobody moved anything. */
  readonly onArrange?: () => void;
}

const ICON = 16;
const STEP = 1.3;

export function BoardControls({ onFit, onZoom, system, onArrange }: BoardControlsProps) {
  const openDialog = useView((state) => state.openDialog);
  const unread = useDocument((state) => state.router.cluster.notRead.length);
  // Its panel leaves the board little height.
  const timeline = useView((state) => state.timeline);
  return (
    <div
      className={`absolute top-3 right-3 z-10 flex ${timeline ? '' : 'flex-col'} gap-px rounded-lg max-md:top-2 max-md:right-2 max-md:flex-row [@media(max-height:660px)]:flex-row border border-line bg-surface p-0.5`}
    >
      <IconButton label="Fit view" shortcut="F" icon={<Maximize size={ICON} />} onClick={onFit} />
      <IconButton label="Zoom in" className="max-md:hidden!" icon={<Plus size={ICON} />} onClick={() => onZoom(STEP)} />
      <IconButton
        label="Zoom out"
        className="max-md:hidden!"
        icon={<Minus size={ICON} />}
        onClick={() => onZoom(1 / STEP)}
      />
      {onArrange && <IconButton label="Arrange automatically" icon={<LayoutGrid size={ICON} />} onClick={onArrange} />}
      {system && (
        <IconButton
          label="System objects"
          aria-pressed={system.shown}
          icon={<Cog size={ICON} />}
          onClick={system.toggle}
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
    </div>
  );
}
