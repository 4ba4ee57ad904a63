import { memo, useMemo } from 'react';
import type { Cluster } from '../../../engine/objects.ts';
import type { Carries } from '../../../engine/outcomes.ts';
import { namespaceOwner } from '../../../engine/packets.ts';
import { useDocument } from '../../../simulation/workspace/context.ts';
import type { PacketState } from '../../../simulation/playback/cue.ts';
import { KindIcon } from '../../../ui/KindIcon.tsx';
import { useWords } from '../../../ui/words.ts';
import { groupOf, stepGroups } from '../words/step-groups.ts';
import { QuietLine, StepLine } from './StepLine.tsx';
import type { WalkHop } from '../words/walk-sections.ts';

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
  unknown: 'bg-changed',
};

const TEXT: Readonly<Record<PacketState, string>> = {
  request: 'text-request',
  reply: 'text-reply',
  rejected: 'text-rejected',
  dropped: 'text-dropped',
  unknown: 'text-changed',
};

/** One place the packet passes, with its steps. All of it is there from the start: what the packet comes to moves nothing. */
export const HopItem = memo(function HopItem(props: HopItemProps) {
  const { entry, direction, cluster, current, onSeek } = props;
  const narrator = useDocument((state) => state.narrator);
  const { hop, firstCue, state, fails } = entry;
  const context = { cluster, hop, direction };
  const here = current >= 0;
  return (
    <div data-current={here || undefined} className={`relative pl-10 ${here ? 'bg-paper' : ''}`}>
      <span
        aria-hidden
        className={`absolute inset-y-0 left-[1.4375rem] ${here ? `w-0.5 ${RAIL[state]}` : 'w-px bg-line-strong'}`}
      />
      <h3>
        <button
          type="button"
          data-place={hop.namespace}
          className="flex w-full flex-col items-start pt-2 pr-4 pb-1 text-left hover:bg-sunken focus-visible:-outline-offset-2"
          onClick={() => onSeek(firstCue)}
        >
          <span
            className={`absolute left-3 flex size-6 items-center justify-center rounded-full border bg-surface ${here ? `border-current ${TEXT[state]}` : 'border-line text-muted'}`}
          >
            <KindIcon kind={kindOf(hop.namespace, cluster)} size={14} />
          </span>
          <span className="text-body font-semibold break-words text-ink">
            {narrator.place(hop.namespace, cluster.settings.machine)}
          </span>
          <span className={`text-small break-words ${fails ? TEXT[state] : 'text-muted'}`}>
            {fails && '✕ '}
            {narrator.hop(context)}
          </span>
        </button>
      </h3>
      <Steps {...props} />
    </div>
  );
});

function Steps({ entry, direction, cluster, current, allSteps, onSeek }: HopItemProps) {
  const words = useWords('walkDetail');
  const narrator = useDocument((state) => state.narrator);
  const { hop, firstCue } = entry;
  const groups = useMemo(() => stepGroups(hop.steps, allSteps), [hop, allSteps]);
  const active = groupOf(groups, current);
  return (
    <ol
      aria-label={words.stepsIn(narrator.place(hop.namespace, cluster.settings.machine))}
      className="flex flex-col pb-2"
    >
      {groups.map((group, index) => {
        const line = {
          hop,
          direction,
          cluster,
          current: index === active,
          cue: firstCue + group.first,
          onSeek,
        };
        return (
          <li key={group.first} aria-current={index === active ? 'step' : undefined}>
            {group.kind === 'step' ? (
              <StepLine step={group.step} before={hop.steps[group.first - 1]?.packet} {...line} />
            ) : (
              <QuietLine steps={group.steps} {...line} />
            )}
          </li>
        );
      })}
    </ol>
  );
}

function kindOf(namespace: string, { settings }: Cluster): string {
  const outside = settings.machine !== undefined && namespace === 'internet' ? 'Machine' : 'Internet';
  return namespaceOwner(namespace)?.kind ?? (namespace === 'load-balancer' ? 'LoadBalancer' : outside);
}
