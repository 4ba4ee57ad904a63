import { type Finding, formatObjectRef, objectKey } from '../../../engine/objects.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import { factKey } from '../../../engine/text.ts';
import { useWords } from '../../../ui/words.ts';

/** Mistakes in the objects that put the walk in doubt. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const words = useWords('walkDetail');
  const narrator = useWords('narrator');
  const { view } = useSimulation();
  return (
    <ul aria-label={words.warnings} className="flex flex-col gap-1 text-small">
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
          {words.notConsidered.after(narrator.finding(finding))}
        </li>
      ))}
    </ul>
  );
}
