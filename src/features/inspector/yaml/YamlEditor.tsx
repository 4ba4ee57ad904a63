import { useMemo, useState } from 'react';
import { type Finding, formatObjectRef, objectKey } from '../../../engine/objects.ts';
import { parseObject } from '../../../manifests/edit.ts';
import { putObjects, removeObjects } from '../../../simulation/edits.ts';
import { textOfObject, withWritten } from '../../../simulation/views/object-text.ts';
import { useDocument, useSimulation } from '../../../simulation/workspace/context.ts';
import { CodePane } from '../../../ui/code/CodePane.tsx';
import { useWords } from '../../../ui/words.ts';
import type { EditTarget } from '../object/inspected.ts';
import { setDraft, useDraft } from './drafts.ts';
import { usePendingNotice } from './use-pending-notice.ts';
import { useYamlAssist } from './use-yaml-assist.ts';

export interface YamlEditorProps {
  readonly target: EditTarget;
  /** What is likely to be a mistake in the object, as the board has it. */
  readonly findings: readonly Finding[];
}

/** The text of an object that somebody wrote: what is wrong with it is told while it is written, and it is applied as one edit. */
export function YamlEditor({ target, findings }: YamlEditorProps) {
  const words = useWords('inspector');
  const texts = useDocument((state) => state.document.texts);
  const overrides = useDocument((state) => state.document.overrides);
  const written = useMemo(() => textOfObject({ texts, overrides }, target.object), [texts, overrides, target.object]);
  const draft = useDraft(target);
  const [asking, setAsking] = useState(false);
  const assist = useYamlAssist(findings);
  const name = formatObjectRef(target.ref);
  usePendingNotice(target);
  return (
    <CodePane
      label={words.yaml.yamlOf(name)}
      className="h-full min-h-64"
      text={draft ?? written}
      isChanged={draft !== undefined}
      asking={asking}
      assist={assist}
      onChange={(typed) => setDraft(target, typed === written ? undefined : typed)}
      onApply={useApply(target)}
      onDiscard={() => setDraft(target, undefined)}
      onAsk={setAsking}
    >
      {target.prefix.length > 0 && <p className="text-small text-muted">{words.yaml.makesThisPod(name)}</p>}
    </CodePane>
  );
}

/** Puts the object that a text says in the place of the one it was made of, as one edit. */
function useApply(target: EditTarget): (text: string) => void {
  const { document, view } = useSimulation();
  return (text) => {
    const parsed = parseObject(text, document.getState().engine.programs.cluster);
    if (!parsed.ok) return;
    const { object } = parsed;
    const { metadata, kind } = object;
    const { namespace = target.ref.namespace, name } = metadata;
    const renamed = kind !== target.ref.kind || name !== target.ref.name || namespace !== target.ref.namespace;
    document
      .getState()
      .edit({ code: 'EDIT_OBJECT', detail: { object: target.ref } }, (current) =>
        withWritten(putObjects(renamed ? removeObjects(current, [target.ref]) : current, [object]), [{ object, text }]),
      );
    setDraft(target, undefined);
    if (renamed) view.getState().select(objectKey({ kind, name, ...(namespace !== undefined && { namespace }) }));
  };
}
