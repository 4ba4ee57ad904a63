import { useMemo, useState } from 'react';
import { formatObjectRef, objectKey } from '../../../engine/objects.ts';
import { parseObject } from '../../../manifests/edit.ts';
import { applyText, writtenRef } from '../../../simulation/texts/apply-text.ts';
import { textOfObject } from '../../../simulation/views/object-text.ts';
import { useDocument, useSimulation } from '../../../simulation/workspace/context.ts';
import { CodePane } from '../../../ui/code/CodePane.tsx';
import { useWords } from '../../../ui/words.ts';
import type { EditTarget } from '../object/inspected.ts';
import { setDraft, useDraft } from './drafts.ts';
import { usePendingNotice } from './use-pending-notice.ts';
import { useYamlAssist } from './use-yaml-assist.ts';

export interface YamlEditorProps {
  readonly target: EditTarget;
}

/** The text of an object that somebody wrote: what is wrong with it is told while it is written, and it is applied as one edit. */
export function YamlEditor({ target }: YamlEditorProps) {
  const words = useWords('inspector');
  const texts = useDocument((state) => state.document.texts);
  const overrides = useDocument((state) => state.document.overrides);
  const written = useMemo(() => textOfObject({ texts, overrides }, target.object), [texts, overrides, target.object]);
  const draft = useDraft(target);
  const [asking, setAsking] = useState(false);
  const assist = useYamlAssist(target, written);
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
    const ref = writtenRef(document.getState().document, object);
    document
      .getState()
      .edit({ code: 'EDIT_OBJECT', detail: { object: target.ref } }, (current) =>
        applyText(current, target.ref, { object, text }),
      );
    setDraft(target, undefined);
    if (objectKey(ref) !== objectKey(target.ref)) view.getState().select(objectKey(ref));
  };
}
