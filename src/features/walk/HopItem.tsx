import { memo } from 'react';
import type { Cluster } from '../../engine/objects.ts';
import type { Carries } from '../../engine/outcomes.ts';
import { namespaceOwner } from '../../engine/packets.ts';
import { useDocument } from '../../simulation/workspace/context.ts';
import type { PacketState } from '../../simulation/playback/cue.ts';
import { KindIcon } from '../../ui/KindIcon.tsx';
import { groupOf, stepGroups } from './words/step-groups.ts';
import { QuietLine, StepLine } from './StepLine.tsx';
import type { WalkHop } from './words/walk-sections.ts';

export interface HopItemProps {
  readonly entry: WalkHop;
  readonly direction: Carries;
  readonly cluster: Cluster;
  /** Index of the current step in this hop; -1 when the packet is elsewhere. */
  readonly current: number;
  readonly allSteps: boolean;
  readonly onSeek: (cue: number) => void;
}

const RAIL: Readonly<Record<PacketState, string>> = {
  request: 'bg-request',
  reply: 'bg-reply',
  rejected: 'bg-rejected',
  dropped: 'bg-dropped',
};

const TEXT: Readonly<Record<PacketState, string>> = {
  request: 'text-request',
  reply: 'text-reply',
  rejected: 'text-rejected',
  dropped: 'text-dropped',
};

/** One place the packet passes: a line when the packet is elsewhere, its steps when it is here. */
export const HopItem = memo(function HopItem(props: HopItemProps) {
  const { entry, direction, cluster, current, onSeek } = props;
  const narrator = useDocument((state) => state.narrator);
  const { hop, firstCue, state, fails } = entry;
  const context = { cluster, hop, direction };
  const open = current >= 0;
  const kind = kindOf(hop.namespace);
  return (
    <div data-current={open || undefined} className={`relative pl-10 ${open ? 'bg-paper' : ''}`}>
      <span
        aria-hidden
        className={`absolute inset-y-0 left-[1.4375rem] ${open ? `w-0.5 ${RAIL[state]}` : 'w-px bg-line-strong'}`}
      />
      <button
        type="button"
        aria-expanded={open}
        className="flex w-full flex-col items-start py-2 pr-4 text-left hover:bg-sunken focus-visible:-outline-offset-2"
        onClick={() => onSeek(firstCue)}
      >
        <span
          className={`absolute left-3 flex size-6 items-center justify-center rounded-full border bg-surface ${open ? `border-current ${TEXT[state]}` : 'border-line text-muted'}`}
        >
          <KindIcon kind={kind} size={14} />
        </span>
        <span className={`text-body break-words ${open ? 'font-semibold text-ink' : 'text-ink'}`}>
          {narrator.place(hop.namespace)}
        </span>
        <span className={`text-small break-words ${fails ? TEXT[state] : 'text-muted'}`}>
          {fails && '✕ '}
          {narrator.hop(context)}
        </span>
      </button>
      {open && <Steps {...props} />}
    </div>
  );
});

function Steps({ entry, direction, cluster, current, allSteps, onSeek }: HopItemProps) {
  const narrator = useDocument((state) => state.narrator);
  const { hop, firstCue } = entry;
  const groups = stepGroups(hop.steps, allSteps);
  const active = groupOf(groups, current);
  return (
    <ol aria-label={`Steps in ${narrator.place(hop.namespace)}`} className="flex flex-col pb-2">
      {groups.map((group, index) => (
        <li key={group.first} aria-current={index === active ? 'step' : undefined}>
          {group.kind === 'step' ? (
            <StepLine
              step={group.step}
              before={hop.steps[group.first - 1]?.packet}
              hop={hop}
              direction={direction}
              cluster={cluster}
              current={index === active}
              cue={firstCue + group.first}
              onSeek={onSeek}
            />
          ) : (
            <QuietLine
              steps={group.steps}
              hop={hop}
              direction={direction}
              cluster={cluster}
              current={index === active ? current - group.first : -1}
              cue={firstCue + group.first}
              onSeek={onSeek}
            />
          )}
        </li>
      ))}
    </ol>
  );
}

function kindOf(namespace: string): string {
  return namespaceOwner(namespace)?.kind ?? (namespace === 'load-balancer' ? 'LoadBalancer' : 'Internet');
}
