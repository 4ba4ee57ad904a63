import { useMemo } from 'react';
import { factKey } from '../../../engine/text.ts';
import { useHeldBack } from '../../../simulation/challenge/held-back.ts';
import { useWords } from '../../../ui/words.ts';
import { findingsAbout, type Inspected } from './inspected.ts';
import { useShownCluster } from './shown-cluster.ts';

/** What is likely to be a mistake in the element, as it is on the board or as it is written. */
export function FindingList({ inspected }: { readonly inspected: Inspected }) {
  const cluster = useShownCluster();
  const isHeldBack = useHeldBack();
  const findings = useMemo(
    () => (isHeldBack ? [] : findingsAbout(cluster, inspected)),
    [cluster, inspected, isHeldBack],
  );
  const said = useWords('inspector');
  const narrator = useWords('narrator');
  if (findings.length === 0) return null;
  return (
    <ul aria-label={said.findings} className="flex flex-col gap-2 border-b border-line px-4 py-3 text-small">
      {findings.map((finding) => (
        <li
          key={`${factKey(finding)} ${finding.path?.join('.')}`}
          className={`border-l-2 pl-3 ${finding.severity === 'error' ? 'border-rejected' : 'border-changed'}`}
        >
          <span className={finding.severity === 'error' ? 'text-rejected' : 'text-changed'}>
            {said.severities[finding.severity]}
          </span>{' '}
          <span className="break-words text-ink">{narrator.diagnostic(finding)}</span>
        </li>
      ))}
    </ul>
  );
}
