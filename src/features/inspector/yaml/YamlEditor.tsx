import { useMemo, useState } from 'react';
import { formatObjectRef } from '../../../engine/objects.ts';
import { textOfObject } from '../../../simulation/views/object-text.ts';
import { useDocument } from '../../../simulation/workspace/context.ts';
import { CodePane } from '../../../ui/code/CodePane.tsx';
import { useWords } from '../../../ui/words.ts';
import type { EditTarget } from '../object/inspected.ts';
import { setDraft, useDraft } from './drafts.ts';
import { useApply } from './use-apply.ts';
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
