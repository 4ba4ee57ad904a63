import type { Finding } from '../../engine/kubernetes/model/object.ts';
import { useSimulation } from '../../simulation/workspace/context.ts';
import { formatObjectRef, objectKey } from '../../simulation/engine-values.ts';
import { prose } from '../../ui/prose.ts';

/** Mistakes in the objects that put the walk in doubt. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const { view } = useSimulation();
  return (
    <ul aria-label="Warnings" className="flex flex-col gap-1 text-small">
      {findings.map(({ object, message }) => (
        <li key={`${objectKey(object)} ${message}`} className="border-l-2 border-changed pl-3 break-words text-ink">
          <button
            type="button"
            className="text-left break-all text-accent underline underline-offset-2"
            onClick={() => view.getState().select(objectKey(object))}
          >
            {formatObjectRef(object)}
          </button>
          {`: ${prose(message)}`}
        </li>
      ))}
    </ul>
  );
}
