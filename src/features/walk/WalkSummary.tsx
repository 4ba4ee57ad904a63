import { useMemo } from 'react';
import { Wrench } from 'lucide-react';
import type { Outcome } from '../../engine/routing/outcome.ts';
import type { TraceResult } from '../../engine/routing/router.ts';
import { ENGLISH } from '../../narration/en/english.ts';
import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/context.ts';
import { formatObjectRef, objectKey } from '../../simulation/engine-values.ts';
import { applyFix, canApply } from './apply-fix.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { outcomeBadge, verdictWords } from './outcome-words.ts';

/** How the request went: in a word, in a sentence, and when it failed because of what and what to do. */
export function WalkSummary() {
  const outcome = usePlayback((state) => state.outcome);
  const result = usePlayback((state) => state.result);
  if (outcome === undefined || result === undefined) return null;
  return (
    <div className="flex flex-col gap-2 border-b border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={outcomeBadge(outcome).tone}>{outcomeBadge(outcome).text}</Badge>
        <span className="text-small text-muted">{verdictWords(result)}</span>
      </div>
      <p className="text-body break-words text-ink">{ENGLISH.outcome(outcome)}</p>
      {outcome.cause !== null && <CauseAndFix cause={outcome.cause} />}
      <Assumptions outcome={outcome} result={result} />
    </div>
  );
}

function CauseAndFix({ cause }: { readonly cause: NonNullable<Outcome['cause']> }) {
  const { document, view } = useSimulation();
  const cluster = useDocument((state) => state.router.cluster);
  const readOnly = useView((state) => state.readOnly);
  const { object, path, fix } = cause;
  const applicable = !readOnly && fix !== undefined && canApply(cluster, fix);
  return (
    <div className="flex flex-col gap-2 border-l-2 border-rejected pl-3">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-small">
        <dt className="text-muted">Cause</dt>
        <dd className="font-mono break-all text-ink">{cause.code}</dd>
        {object !== undefined && (
          <>
            <dt className="text-muted">Object</dt>
            <dd>
              <button
                type="button"
                className="text-left break-all text-accent underline underline-offset-2"
                onClick={() => view.getState().select(objectKey(object))}
              >
                {formatObjectRef(object)}
              </button>
            </dd>
          </>
        )}
        {path !== undefined && path.length > 0 && (
          <>
            <dt className="text-muted">Field</dt>
            <dd className="font-mono break-all text-ink">{path.join('.')}</dd>
          </>
        )}
        {fix !== undefined && (
          <>
            <dt className="text-muted">Fix</dt>
            <dd className="text-ink">{fix.text}</dd>
          </>
        )}
      </dl>
      {applicable && (
        <Button
          label="Apply fix"
          variant="primary"
          icon={<Wrench size={14} aria-hidden />}
          className="self-start"
          onClick={() => {
            const label = fix.object === undefined ? 'Apply fix' : `Fix ${formatObjectRef(fix.object)}`;
            document.getState().edit(label, (current) => applyFix(current, cluster, fix));
            view.getState().toast({ tone: 'success', text: fix.text, undo: true });
          }}
        />
      )}
    </div>
  );
}

function Assumptions({ outcome, result }: { readonly outcome: Outcome; readonly result: TraceResult }) {
  const assumptions = useMemo(() => {
    const byCode = new Map([...result.assumptions, ...outcome.assumptions].map((each) => [each.message, each]));
    return [...byCode.values()];
  }, [outcome, result]);
  if (assumptions.length === 0) return null;
  return (
    <details className="text-small text-muted">
      <summary className="cursor-pointer hover:text-ink">
        {assumptions.length === 1 ? 'Rests on one assumption' : `Rests on ${assumptions.length} assumptions`}
      </summary>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-5">
        {assumptions.map(({ message }) => (
          <li key={message} className="break-words">
            {message}
          </li>
        ))}
      </ul>
    </details>
  );
}
