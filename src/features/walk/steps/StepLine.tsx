import { useWords } from '../../../ui/words.ts';
import { memo, type ReactNode } from 'react';
import type { Cluster } from '../../../engine/objects.ts';
import type { Hop, PacketHeader, Step } from '../../../engine/packets.ts';
import type { Carries } from '../../../engine/outcomes.ts';
import { useDocument } from '../../../simulation/workspace/context.ts';
import { Change } from './Change.tsx';
import { packetChanges } from '../words/packet-changes.ts';
import { quietWords } from '../words/step-groups.ts';

interface LineProps {
  readonly hop: Hop;
  readonly direction: Carries;
  readonly cluster: Cluster;
  readonly current: boolean;
  /** Cue of the (first) step. */
  readonly cue: number;
  readonly onSeek: (cue: number) => void;
}

export interface StepLineProps extends LineProps {
  readonly step: Step;
  /** The header before this step; undefined at the start of a hop. */
  readonly before: PacketHeader | undefined;
}

/** A step: its title and what it changed. It says the same whether the packet is at it or not, so no line moves another. */
export const StepLine = memo(function StepLine(props: StepLineProps) {
  const { step, before, hop, direction, cluster, current, cue, onSeek } = props;
  const narrator = useDocument((state) => state.narrator);
  const { title } = narrator.step(step, { cluster, hop, direction });
  const { header } = useWords('walk');
  const changes = before === undefined ? [] : packetChanges(before, step.packet, header);
  return (
    <Line current={current} onClick={() => onSeek(cue)}>
      <span className="break-words text-ink">{title}</span>
      {changes.map((change) => (
        <Change key={change.name} change={change} />
      ))}
    </Line>
  );
});

export interface QuietLineProps extends LineProps {
  readonly steps: readonly Step[];
}

/** Steps that say little, on one line. */
export const QuietLine = memo(function QuietLine(props: QuietLineProps) {
  const { andMore } = useWords('walkDetail');
  const { steps, hop, direction, cluster, current, cue, onSeek } = props;
  const narrator = useDocument((state) => state.narrator);
  const titles = steps.map((step) => narrator.step(step, { cluster, hop, direction }).title);
  return (
    <Line current={current} onClick={() => onSeek(cue)}>
      <span className={`break-words ${current ? 'text-ink' : 'text-faint'}`}>{quietWords(titles, andMore)}</span>
    </Line>
  );
});

interface LineFrameProps extends Pick<LineProps, 'current'> {
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Line({ current, onClick, children }: LineFrameProps) {
  return (
    <button
      type="button"
      className={`relative flex w-full flex-col items-start py-1 pr-4 pl-2 text-left text-small focus-visible:-outline-offset-2 ${current ? 'bg-accent-soft' : 'hover:bg-sunken'}`}
      onClick={onClick}
    >
      {current && <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent" />}
      {children}
    </button>
  );
}
