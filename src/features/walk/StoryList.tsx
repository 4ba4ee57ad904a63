import { memo } from 'react';
import type { BeatNarration } from '../../narration/narrator.ts';
import { cueStep, type Timeline } from '../../simulation/playback/timeline.ts';
import type { PacketState, PlacedBeat } from '../../simulation/playback/cue.ts';
import { useDocument, usePlayback, useSimulation } from '../../simulation/workspace/context.ts';
import { Change } from './steps/Change.tsx';
import { packetChanges } from './words/packet-changes.ts';
import { useWords } from '../../ui/words.ts';

const DOT: Readonly<Record<PacketState, string>> = {
  request: 'border-request bg-request',
  reply: 'border-reply bg-surface',
  rejected: 'border-rejected bg-rejected',
  dropped: 'border-dropped border-dashed bg-surface',
  unknown: 'border-changed border-dotted bg-surface',
};

/** The walk in a few beats: what stands beside the packet on the board, one after the other. */
export function StoryList({ timeline }: { readonly timeline: Timeline }) {
  const said = useWords('walk');
  const { playback } = useSimulation();
  const narrator = useDocument((state) => state.narrator);
  const current = usePlayback(({ cue }) => timeline.cues[cue]?.beat ?? -1);
  const { seekCue } = playback.getState();
  return (
    <ol aria-label={said.title} className="relative flex flex-col pb-4">
      {timeline.beats.map((beat) => (
        <li
          key={beat.index}
          aria-current={beat.index === current ? 'step' : undefined}
          data-current={beat.index === current || undefined}
          data-beat={beat.beat.lead.kind}
        >
          <BeatItem
            beat={beat}
            timeline={timeline}
            words={narrator.beat(beat.beat)}
            isCurrent={beat.index === current}
            onSeek={seekCue}
          />
        </li>
      ))}
    </ol>
  );
}

interface BeatItemProps {
  readonly beat: PlacedBeat;
  readonly timeline: Timeline;
  readonly words: BeatNarration;
  readonly isCurrent: boolean;
  readonly onSeek: (cue: number) => void;
}

const BeatItem = memo(function BeatItem({ beat, timeline, words, isCurrent, onSeek }: BeatItemProps) {
  const cue = timeline.cues[beat.last];
  const { fails } = beat.beat;
  return (
    <button
      type="button"
      className={`relative flex w-full gap-3 py-2 pr-4 pl-4 text-left focus-visible:-outline-offset-2 ${isCurrent ? 'bg-accent-soft' : 'hover:bg-sunken'}`}
      onClick={() => onSeek(beat.last)}
    >
      <span aria-hidden className="absolute inset-y-0 left-[1.4375rem] w-px bg-line-strong" />
      <span
        aria-hidden
        className={`relative mt-1 size-4 shrink-0 rounded-full border-2 ${DOT[cue?.state ?? 'request']} ${isCurrent ? 'ring-2 ring-accent ring-offset-1 ring-offset-surface' : ''}`}
      />
      <span className="flex min-w-0 flex-col gap-0.5">
        <span className={`text-body font-semibold ${fails ? 'text-rejected' : 'text-ink'}`}>
          {fails && '✕ '}
          {words.title}
        </span>
        <span className="text-small break-words text-muted">{words.caption}</span>
        <Changes beat={beat} timeline={timeline} />
      </span>
    </button>
  );
});

/** What its marks changed in the header. */
function Changes({ beat, timeline }: Pick<BeatItemProps, 'beat' | 'timeline'>) {
  const { header } = useWords('walk');
  const changes = beat.marks.flatMap((at) => {
    const cue = timeline.cues[at];
    const before = timeline.cues[at - 1];
    const step = cue && cueStep(timeline, cue);
    const rewrites = step?.type === 'TRANSLATE' || step?.type === 'IPVS' || step?.type === 'BPF';
    return rewrites && before !== undefined ? packetChanges(before.packet, step.packet, header) : [];
  });
  return changes.length === 0 ? null : (
    <span className="flex flex-col text-small">
      {changes.map((change) => (
        <Change key={`${change.name} ${change.after}`} change={change} />
      ))}
    </span>
  );
}
