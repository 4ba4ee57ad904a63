import { useMemo } from 'react';
import { type Finding, formatObjectRef, objectKey } from '../../engine/objects.ts';
import { factKey } from '../../engine/text.ts';
import { findingsOf } from '../../simulation/views/findings.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../ui/words.ts';

const RANK: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, info: 2 };

/** What about the objects on the board is likely to be a mistake, errors first; each leads to its object. */
export function FindingsList({ onClose }: { readonly onClose: () => void }) {
  const words = useWords('findings');
  const narrator = useWords('narrator');
  const cluster = useDocument((state) => state.router.cluster);
  const arriveAt = useView((state) => state.arriveAt);
  const findings = useMemo(
    () => findingsOf(cluster).toSorted((a, b) => RANK[a.severity] - RANK[b.severity]),
    [cluster],
  );
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
        {findings.length === 0 && <p className="text-muted">{words.none}</p>}
        <ul className="flex flex-col gap-3">
          {findings.map((finding) => (
            <li
              key={`${objectKey(finding.object)} ${factKey(finding)}`}
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
              <p className="text-pretty break-words text-ink">{narrator.finding(finding)}</p>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
