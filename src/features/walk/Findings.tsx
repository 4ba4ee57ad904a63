import { type Finding, formatObjectRef, objectKey } from '../../engine/objects.ts';
import { ENGLISH } from '../../narration/en/all-words.ts';
import { useSimulation } from '../../simulation/workspace/context.ts';
import { factKey } from '../../engine/text.ts';

/** Mistakes in the objects that put the walk in doubt. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const { view } = useSimulation();
  return (
    <ul aria-label="Warnings" className="flex flex-col gap-1 text-small">
      {findings.map((finding) => (
        <li
          key={`${objectKey(finding.object)} ${factKey(finding)}`}
          className="border-l-2 border-changed pl-3 break-words text-ink"
        >
          <button
            type="button"
            className="text-left break-all text-accent underline underline-offset-2"
            onClick={() => view.getState().select(objectKey(finding.object))}
          >
            {formatObjectRef(finding.object)}
          </button>
          {`: ${ENGLISH.finding(finding)}`}
        </li>
      ))}
    </ul>
  );
}
