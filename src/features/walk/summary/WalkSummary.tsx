import { useMemo, useState } from 'react';
import { Columns2 } from 'lucide-react';
import { conditionsOf, isSuccess, type Outcome } from '../../../engine/outcomes.ts';
import type { TraceResult } from '../../../engine/engine.ts';
import { factKey } from '../../../engine/text.ts';
import { useHeldBack, withoutCause } from '../../../simulation/challenge/held-back.ts';
import { useDocument, usePlayback, useView } from '../../../simulation/workspace/context.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { useAwake } from '../../../ui/page/use-awake.ts';
import { usePrinting } from '../../../ui/page/use-printing.ts';
import { useWords } from '../../../ui/words.ts';
import { outcomeBadge, verdictWords } from '../words/outcome-words.ts';

/** Most walks succeed. */
const CauseAndFix = lazyPart(
  { part: 'cause', place: 'line' },
  async () => (await import('./CauseAndFix.tsx')).CauseAndFix,
);

/** Most clusters hold nothing that is not read. */
const NotConsidered = lazyPart(
  { part: 'notConsidered', place: 'line' },
  async () => (await import('./NotConsidered.tsx')).NotConsidered,
);

const Findings = lazyPart(
  { part: 'warnings', place: 'line', words: ['later', 'narrator'] },
  async () => (await import('./Findings.tsx')).Findings,
);

const AssumptionList = lazyPart(
  { part: 'assumptions', place: 'line', words: ['later', 'narrator'] },
  async () => (await import('./AssumptionList.tsx')).AssumptionList,
);

const NotKnown = lazyPart(
  { part: 'notKnown', place: 'line' },
  async () => (await import('./NotConsidered.tsx')).NotKnown,
);

const OnlyIf = lazyPart({ part: 'assumptions', place: 'line' }, async () => (await import('./OnlyIf.tsx')).OnlyIf);

/** How the request went: in a word and in a sentence. Stays in sight. */
export function Verdict() {
  const words = useWords('walk');
  const narrator = useDocument((state) => state.narrator);
  const isHeldBack = useHeldBack();
  const outcome = usePlayback((state) => state.outcome);
  const result = usePlayback((state) => state.result);
  const openDialog = useView((state) => state.openDialog);
  if (outcome === undefined || result === undefined) return null;
  const said = narrator.outcome(isHeldBack ? withoutCause(outcome) : outcome);
  const badge = outcomeBadge(outcome, words.outcomes);
  const conditions = isSuccess(outcome) ? conditionsOf(outcome.assumptions) : [];
  const unread = result.verdict === 'UNDETERMINED' ? (result.notConsidered ?? []) : [];
  return (
    <div className="flex shrink-0 flex-col gap-1 border-b border-line px-4 py-2">
      <div className="flex items-center gap-2">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">
          {unread.length > 0 && (
            <>
              <Badge tone="unknown">{words.notKnown}</Badge>
              <span className="text-small text-muted">{words.without(unread.length)}</span>
            </>
          )}
          <Badge tone={badge.tone}>{badge.text}</Badge>
          <span className="text-small text-muted">{verdictWords(result, words.verdict)}</span>
        </div>
        <IconButton
          label={words.compare}
          shortcut="C"
          icon={<Columns2 size={16} aria-hidden />}
          className="-my-1 -mr-2"
          aria-haspopup="dialog"
          onClick={() => openDialog('compare')}
        />
      </div>
      {unread.length > 0 && <NotKnown unread={unread} />}
      {conditions.length > 0 && <OnlyIf conditions={conditions} />}
      <p className={`text-body break-words max-md:line-clamp-4 ${unread.length > 0 ? 'text-muted' : 'text-ink'}`}>
        {unread.length > 0 ? words.withoutThem(unread.length, said) : said}
      </p>
    </div>
  );
}

/** Because of what the request failed and what to do. Stays in sight as long as the walk is on the screen. */
export function PinnedCause() {
  const words = useWords('walk');
  const isHeldBack = useHeldBack();
  const cause = usePlayback((state) => state.outcome?.cause ?? null);
  return (
    cause !== null &&
    !isHeldBack && (
      <div
        role="group"
        aria-label={words.cause}
        className="flex max-h-[45%] min-h-24 shrink flex-col border-b border-line px-4 py-2"
      >
        <CauseAndFix cause={cause} />
      </div>
    )
  );
}

/** What the walk rests on, and what was left out of it. */
export function WalkSummary() {
  const outcome = usePlayback((state) => state.outcome);
  const result = usePlayback((state) => state.result);
  const isHeldBack = useHeldBack();
  if (outcome === undefined || result === undefined) return null;
  const { notConsidered = [] } = result;
  const findings = isHeldBack ? [] : (outcome.findings ?? result.findings ?? []);
  const said = outcome.assumptions.length + result.assumptions.length + notConsidered.length + findings.length;
  if (said === 0) return null;
  return (
    <div className="flex flex-col gap-2 border-b border-line px-4 py-2">
      {notConsidered.length > 0 && <NotConsidered objects={notConsidered} />}
      {findings.length > 0 && <Findings findings={findings} />}
      <Assumptions outcome={outcome} result={result} />
    </div>
  );
}

function Assumptions({ outcome, result }: { readonly outcome: Outcome; readonly result: TraceResult }) {
  const words = useWords('walk');
  const [open, setOpen] = useState(false);
  const isPrinting = usePrinting();
  const awake = useAwake(true);
  const assumptions = useMemo(() => {
    const byKey = new Map([...result.assumptions, ...outcome.assumptions].map((each) => [factKey(each), each]));
    return [...byKey.values()];
  }, [outcome, result]);
  if (assumptions.length === 0) return null;
  return (
    <details
      open={open || isPrinting}
      className="text-small text-muted"
      onToggle={({ currentTarget }) => isPrinting || setOpen(currentTarget.open)}
    >
      <summary className="cursor-pointer hover:text-ink">{words.restsOn(assumptions.length)}</summary>
      {/* Printing waits for nothing that is still to be fetched. */}
      {(open || isPrinting || awake) && <AssumptionList assumptions={assumptions} />}
    </details>
  );
}
