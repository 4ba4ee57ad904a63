import { useRef } from 'react';
import { usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { BranchPicker } from './BranchPicker.tsx';
import { PacketHeaderPanel } from './PacketHeaderPanel.tsx';
import { StepAnnouncement } from './StepAnnouncement.tsx';
import { useFollow } from './use-follow.ts';
import { WalkList } from './WalkList.tsx';
import { PinnedCause, Verdict, WalkSummary } from './WalkSummary.tsx';

/** Most requests can be walked. */
const NoWalk = lazyPart(
  { part: 'What a request needs', place: 'panel' },
  async () => (await import('./NoWalk.tsx')).NoWalk,
);

/** The explanation: how the request went, what the packet carries now, and every hop with why. */
export function Walk() {
  const timeline = usePlayback((state) => state.timeline);
  const error = usePlayback((state) => state.error);
  const depth = useView((state) => state.depth);
  const failed = usePlayback((state) => (state.outcome?.cause ?? null) !== null);
  const look = useView((state) => state.look);
  const scroller = useRef<HTMLDivElement>(null);
  const sticky = useRef<HTMLDivElement>(null);
  // The panel shrinks when the Inspector opens below it.
  const inspecting = useView((state) => state.selected !== undefined);
  useFollow({ scroller, sticky, detail: `${depth} ${inspecting}` });
  return (
    <section
      aria-label="Walk"
      tabIndex={-1}
      className="flex h-full min-h-0 flex-col bg-surface text-body focus-visible:-outline-offset-2"
    >
      {timeline === undefined ? (
        <NoWalk shows={error} />
      ) : (
        <>
          <Verdict />
          <PinnedCause />
          <div ref={scroller} className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain">
            <WalkSummary />
            <BranchPicker />
            {/* On a phone there is room for one of it and the cause. */}
            <div
              ref={sticky}
              className={`sticky top-0 z-10 border-b border-line bg-surface ${failed ? 'max-md:static' : ''}`}
            >
              <PacketHeaderPanel />
            </div>
            <div className="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
              <DnsToggle />
              <Segmented
                label="Steps shown"
                value={depth}
                options={[
                  { value: 'key', label: 'Key steps', hint: 'Steps that say little share a line' },
                  { value: 'all', label: 'All steps', hint: 'Every step on its own line' },
                ]}
                onChange={(value) => look({ depth: value })}
              />
            </div>
            <WalkList timeline={timeline} allSteps={depth === 'all'} />
          </div>
        </>
      )}
      <StepAnnouncement />
    </section>
  );
}

/** The name lookup comes before the connection; it is left out until somebody wants to see it. */
function DnsToggle() {
  const { playback } = useSimulation();
  const legs = usePlayback((state) => state.outcome?.legs);
  const skipDns = usePlayback((state) => state.skipDns);
  const first = legs?.find((leg) => leg.kind === 'DNS');
  if (legs === undefined || legs.length < 2 || first === undefined) return <span />;
  return (
    <label className="flex cursor-pointer items-center gap-2 text-small text-muted hover:text-ink">
      <input
        type="checkbox"
        className="accent-accent"
        checked={!skipDns}
        onChange={(event) => playback.getState().setSkipDns(!event.target.checked)}
      />
      DNS lookup, {first.lookup.questions.length} questions
    </label>
  );
}
