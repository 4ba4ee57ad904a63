import { type ReactNode, useMemo, useState } from 'react';
import { formatObjectRef, objectKey } from '../../../engine/objects.ts';
import { isRefusedFinding } from '../../../manifests/checks/refusals.ts';
import { parseObject } from '../../../manifests/edit.ts';
import { Button } from '../../../ui/Button.tsx';
import { useWords } from '../../../ui/words.ts';
import { applyText, writtenRef } from '../../../simulation/texts/apply-text.ts';
import { clusterAfter } from '../../../simulation/texts/findings-after.ts';
import { useHeldBack } from '../../../simulation/challenge/held-back.ts';
import { findingKey, findingsOfObjects } from '../../../simulation/views/findings.ts';
import { useDocument, useSimulation } from '../../../simulation/workspace/context.ts';
import { type EditTarget, inspect } from '../object/inspected.ts';
import { FindingList } from '../object/FindingList.tsx';
import { ShownClusterProvider } from '../object/shown-cluster.ts';
import { setDraft } from '../yaml/drafts.ts';
import { useApply } from '../yaml/use-apply.ts';
import { ElementForm } from './ElementForm.tsx';
import { useDraftEditing } from './use-draft-editing.ts';

export interface DraftFormProps {
  readonly target: EditTarget;
  /** What is written of it and not applied. */
  readonly text: string;
  /** The form of what is applied. */
  readonly children: ReactNode;
}

/**
 * What is written of an object and not applied, as a form: a field that is changed is changed in the text. Where the text has an error, or is
 * that of what makes the object, this is said above the form of what is applied.
 */
export function DraftForm({ target, text, children }: DraftFormProps) {
  const words = useWords('inspector');
  const code = useWords('code');
  const narrator = useWords('narrator');
  const { view } = useSimulation();
  const drafted = useDrafted(target, text);
  const editing = useDraftEditing(target, text);
  const apply = useApply(target);
  /** The text that somebody wanted to apply and the API server would not take. */
  const [stopped, setStopped] = useState<string>();
  const { refused } = drafted;
  const name = formatObjectRef(target.ref);
  return (
    <>
      <div role="status" className="flex flex-col gap-2 border-b border-line bg-sunken px-4 py-3 text-small text-ink">
        <p className="border-l-2 border-changed pl-3">
          {drafted.wrongLine === undefined
            ? words.draft.notApplied(name, drafted.object !== undefined)
            : words.draft.wrong(name, drafted.wrongLine)}
        </p>
        {refused !== undefined && stopped === text && (
          <p className="border-l-2 border-rejected pl-3">{words.draft.refused(narrator.diagnostic(refused))}</p>
        )}
        <div className="flex flex-wrap gap-2">
          {drafted.wrongLine === undefined ? (
            <Button
              label={code.apply}
              variant="primary"
              onClick={() => (refused === undefined ? apply(text) : setStopped(text))}
            />
          ) : (
            <Button
              label={words.draft.show}
              variant="outline"
              onClick={() => view.getState().look({ inspector: { tab: 'yaml' } })}
            />
          )}
          <Button label={code.discard} variant="outline" onClick={() => setDraft(target, undefined)} />
        </div>
      </div>
      {drafted.object === undefined ? (
        children
      ) : (
        <ShownClusterProvider value={drafted.cluster}>
          <FindingList inspected={drafted.inspected} />
          <ElementForm inspected={drafted.inspected} editing={editing(drafted.object)} />
        </ShownClusterProvider>
      )}
    </>
  );
}

/**
 * The object that a text says as it would be on the board, and what the API server would refuse of it that it takes as it is; with an
 * error, its line alone.
 */
function useDrafted({ ref, prefix }: EditTarget, text: string) {
  const engine = useDocument((state) => state.engine);
  const router = useDocument((state) => state.router);
  const document = useDocument((state) => state.document);
  const isHeldBack = useHeldBack();
  return useMemo(() => {
    const parsed = parseObject(text, engine.programs.cluster);
    if (!parsed.ok) {
      return { wrongLine: parsed.diagnostics.find(({ severity }) => severity === 'error')?.line ?? 1 };
    }
    const { object } = parsed;
    const cluster = clusterAfter({ engine, router }, applyText(document, ref, { object, text }));
    const written = writtenRef(document, object);
    const before = new Set(findingsOfObjects(router.cluster, [ref]).map(findingKey));
    const refused = isHeldBack
      ? undefined
      : findingsOfObjects(cluster, [written]).find(
          (finding) => isRefusedFinding(finding) && !before.has(findingKey(finding)),
        );
    // The form is that of a pod, the text that of what makes it.
    if (prefix.length > 0) return { refused };
    return { refused, object, cluster, inspected: inspect(cluster, objectKey(written)) };
  }, [ref, prefix, text, engine, router, document, isHeldBack]);
}
