import { useRef, useState } from 'react';
import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useAwake } from '../../ui/page/use-awake.ts';
import { useWords } from '../../ui/words.ts';
import { StoryList } from './StoryList.tsx';
import { useFollow } from './use-follow.ts';
import { PinnedCause, Verdict, WalkSummary } from './summary/WalkSummary.tsx';

const DEPTHS = ['story', 'hops', 'rules'] as const;

/** A first look is at the story. */
const WalkList = lazyPart(
  { part: 'hops', place: 'panel' },
  async () => (await import('./steps/WalkList.tsx')).WalkList,
);

const DnsToggle = lazyPart(
  { part: 'hops', place: 'line' },
  async () => (await import('./steps/DnsToggle.tsx')).DnsToggle,
);

const StepPanel = lazyPart(
  { part: 'step', place: 'line' },
  async () => (await import('./steps/StepPanel.tsx')).StepPanel,
);
const BranchPicker = lazyPart(
  { part: 'ways', place: 'line' },
  async () => (await import('./BranchPicker.tsx')).BranchPicker,
);

const BurstTotal = lazyPart(
  { part: 'burst', place: 'line' },
  async () => (await import('./BurstTotal.tsx')).BurstTotal,
);

/** Nothing is told before somebody is there to step. */
const StepText = lazyPart(
  { part: 'step', place: 'line', words: [], loading: '' },
  async () => (await import('./StepText.tsx')).StepText,
);

/** Most requests can be walked. */
const NoWalk = lazyPart({ part: 'noWalk', place: 'panel' }, async () => (await import('./NoWalk.tsx')).NoWalk);

/** Most parts of stories ask nothing. */
const Prediction = lazyPart(
  { part: 'story', place: 'line', loading: '' },
  async () => (await import('./predict/Prediction.tsx')).Prediction,
);

/** The explanation: how the request went, what the packet carries now, and every hop with why. */
export function Walk() {
  const awake = useAwake(true);
  const words = useWords('walk');
  const timeline = usePlayback((state) => state.timeline);
  const error = usePlayback((state) => state.error);
  // It is walked as soon as what walks has come.
  const isHeld = usePlayback(
    ({ request, result, error }) => request !== undefined && result === undefined && error === undefined,
  );
  const asking = useView((state) => state.asking);
  const depth = usePlayback((state) => state.depth);
  const burst = usePlayback((state) => state.burst);
  const { view } = useSimulation();
  const setDepth = usePlayback((state) => state.setDepth);
  const scroller = useRef<HTMLDivElement>(null);
  // The panel shrinks when the Inspector opens below it.
  const inspecting = useView((state) => state.selected !== undefined);
  // It may be fetched after all else is there.
  const [listed, setListed] = useState(false);
  useFollow({ scroller, detail: `${depth} ${inspecting} ${listed}` });
  return (
    <section
      aria-label={words.title}
      data-region="walk"
      tabIndex={-1}
      className="flex h-full min-h-0 flex-col bg-surface text-body focus-visible:-outline-offset-2"
    >
      <Asked />
      {timeline === undefined ? (
        !isHeld && !asking && <NoWalk shows={error} />
      ) : (
        <>
          <Verdict />
          <PinnedCause />
          {burst !== undefined && <BurstTotal burst={burst} />}
          <div ref={scroller} className="relative min-h-14 flex-1 overflow-y-auto overscroll-contain md:scroll-pt-12">
            <WalkSummary />
            {depth === 'story' ? <Ways /> : <BranchPicker />}
            <div className="top-0 z-10 flex flex-wrap items-center justify-between gap-2 bg-surface px-4 py-2 md:sticky print:static">
              {depth === 'story' ? <span /> : <DnsToggle />}
              <Segmented
                label={words.depth}
                value={depth}
                options={DEPTHS.map((value) => ({ value, ...words.depths[value] }))}
                onChange={(value) => {
                  view.setState({ depthChosen: value });
                  setDepth(value);
                }}
              />
            </div>
            {depth === 'story' ? (
              <StoryList timeline={timeline} />
            ) : (
              <WalkList timeline={timeline} allSteps={depth === 'rules'} onListed={setListed} />
            )}
          </div>
          {depth !== 'story' && <Step />}
        </>
      )}
      <p aria-live="polite" className="sr-only">
        {awake && <StepText />}
      </p>
    </section>
  );
}

/** What the part of the story that is shown asks, or what was answered. */
function Asked() {
  const part = useView((state) => state.part);
  const asks = useDocument((state) => state.document.story[part]?.question !== undefined);
  return asks && <Prediction />;
}

/** Its height does not depend on what it says, so the list above it stays where it is while the packet goes on. */
function Step() {
  const words = useWords('walk');
  return (
    <div
      // Keyboards have to be able to scroll it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="group"
      aria-label={words.step}
      className="flex min-h-16 shrink basis-[min(38%,20rem)] flex-col overflow-y-auto overscroll-contain border-t border-line bg-surface focus-visible:-outline-offset-2 print:h-auto! max-md:basis-36"
    >
      <StepPanel />
    </div>
  );
}

/** In a story the board shows what a way was picked from; the list of ways is there for who wants another. */
function Ways() {
  const words = useWords('walk');
  const [open, setOpen] = useState(false);
  const result = usePlayback((state) => state.result);
  const count = result?.outcomes.length ?? 0;
  if (result === undefined || (result.ways ?? count) < 2) return null;
  if (open) return <BranchPicker />;
  return (
    <div className="border-b border-line px-4 py-1">
      <Button label={words.oneOfWays(result.ways ?? count)} onClick={() => setOpen(true)} />
    </div>
  );
}
