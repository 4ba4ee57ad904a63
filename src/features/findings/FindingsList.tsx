import { useMemo } from 'react';
import { type Finding, formatObjectRef, objectKey } from '../../engine/objects.ts';
import { ENGLISH } from '../../narration/en/all-words.ts';
import { factKey } from '../../engine/text.ts';
import { findingsOf } from '../../simulation/views/findings.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { Dialog } from '../../ui/Dialog.tsx';

const RANK: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, info: 2 };

/** What about the objects on the board is likely to be a mistake, errors first; each leads to its object. */
export function FindingsList({ onClose }: { readonly onClose: () => void }) {
  const cluster = useDocument((state) => state.router.cluster);
  const arriveAt = useView((state) => state.arriveAt);
  const findings = useMemo(
    () => findingsOf(cluster).toSorted((a, b) => RANK[a.severity] - RANK[b.severity]),
    [cluster],
  );
  return (
    <Dialog title="Findings" onClose={onClose}>
      <div
        // Keyboards have to be able to scroll it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label="Findings on this board"
        className="max-h-[70dvh] overflow-y-auto px-6 py-4 text-small focus-visible:-outline-offset-2"
      >
        {findings.length === 0 && <p className="text-muted">Nothing on this board looks like a mistake.</p>}
        <ul className="flex flex-col gap-3">
          {findings.map((finding) => (
            <li
              key={`${objectKey(finding.object)} ${factKey(finding)}`}
              className={`border-l-2 pl-3 ${finding.severity === 'error' ? 'border-rejected' : 'border-changed'}`}
            >
              <span className={finding.severity === 'error' ? 'text-rejected' : 'text-changed'}>
                {finding.severity === 'error' ? '✕ error' : finding.severity === 'warning' ? '▲ warning' : 'note'}
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
              <p className="text-pretty break-words text-ink">{ENGLISH.finding(finding)}</p>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
