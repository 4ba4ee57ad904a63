import { Wrench } from 'lucide-react';
import { useMemo } from 'react';
import { findingFixes } from '../../engine/changes.ts';
import { formatObjectRef, objectKey } from '../../engine/objects.ts';
import type { Fix } from '../../engine/outcomes.ts';
import { factKey } from '../../engine/text.ts';
import { isRefusal } from '../../manifests/checks/refusals.ts';
import { useHeldBack } from '../../simulation/challenge/held-back.ts';
import { type BoardFinding, findingsOf } from '../../simulation/views/findings.ts';
import { applyFix, canApply } from '../../simulation/apply-fix.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../ui/words.ts';

const RANK: Readonly<Record<BoardFinding['severity'], number>> = { error: 0, warning: 1, info: 2 };

/** What about the objects on the board is likely to be a mistake, errors first; each leads to its object. */
export function FindingsList({ onClose }: { readonly onClose: () => void }) {
  const words = useWords('findings');
  const { heldBack } = useWords('challenge');
  const isHeldBack = useHeldBack();
  const narrator = useWords('narrator');
  const { cluster, programs } = useDocument((state) => state.router);
  const arriveAt = useView((state) => state.arriveAt);
  const findings = useMemo(
    () => (isHeldBack ? [] : findingsOf(cluster).toSorted((a, b) => RANK[a.severity] - RANK[b.severity])),
    [cluster, isHeldBack],
  );
  const told = useMemo(() => {
    const fixOf = findingFixes(cluster, programs);
    return findings.map((finding) => ({ finding, fix: isRefusal(finding) ? undefined : fixOf(finding) }));
  }, [cluster, programs, findings]);
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div
        // Keyboards have to be able to scroll it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={words.onThisBoard}
        className="max-h-[70dvh] overflow-y-auto px-6 py-4 text-small focus-visible:-outline-offset-2"
      >
        {findings.length === 0 && <p className="text-muted">{isHeldBack ? heldBack : words.none}</p>}
        <ul className="flex flex-col gap-3">
          {told.map(({ finding, fix }) => (
            <li
              key={`${objectKey(finding.object)} ${factKey(finding)} ${finding.path?.join('.')}`}
              className={`border-l-2 pl-3 ${finding.severity === 'error' ? 'border-rejected' : 'border-changed'}`}
            >
              <span className={finding.severity === 'error' ? 'text-rejected' : 'text-changed'}>
                {words.severities[finding.severity]}
              </span>{' '}
              <button
                type="button"
                className="text-left break-all text-accent underline underline-offset-2"
                onClick={() => {
                  onClose();
                  arriveAt(objectKey(finding.object));
                }}
              >
                {formatObjectRef(finding.object)}
              </button>
              <p className="text-pretty break-words text-ink">{narrator.diagnostic(finding)}</p>
              {fix !== undefined && <FindingFix fix={fix} />}
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

/** What mends a finding, as it has been tried, and the button that does it. */
function FindingFix({ fix }: { readonly fix: Fix }) {
  const words = useWords('findings');
  const narrator = useWords('narrator');
  const { document, view } = useSimulation();
  const cluster = useDocument((state) => state.router.cluster);
  const readOnly = useView((state) => state.readOnly);
  const said = narrator.fix(fix);
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="min-w-0 break-words text-muted">{said}</p>
      {!readOnly && canApply(cluster, fix) && (
        <Button
          label={words.applyFix}
          aria-label={words.applies(said)}
          icon={<Wrench size={14} aria-hidden />}
          onClick={({ currentTarget }) => {
            // The button goes with the finding that it mends: the focus must not.
            currentTarget.closest<HTMLElement>('[role="region"]')?.focus();
            const edit = { code: 'FIX', detail: fix.object === undefined ? {} : { object: fix.object } } as const;
            const undo = document.getState().edit(edit, (current) => applyFix(current, cluster, fix));
            view.getState().toast({ tone: 'success', text: said, undo });
          }}
        />
      )}
    </div>
  );
}
