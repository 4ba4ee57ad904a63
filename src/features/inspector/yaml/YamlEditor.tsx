import { useEffect, useMemo, useRef, useState } from 'react';
import { type Finding, formatObjectRef, objectKey } from '../../../engine/objects.ts';
import { parseObject } from '../../../manifests/edit.ts';
import { putObjects, removeObjects } from '../../../simulation/edits.ts';
import { keepText, textOfObject } from '../../../simulation/views/written-text.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import { Button } from '../../../ui/Button.tsx';
import type { CodeMark } from '../../../ui/code/assist.ts';
import { CodeEditor } from '../../../ui/code/CodeEditor.tsx';
import type { Editor } from '../../../ui/code/create-editor.ts';
import { useWords } from '../../../ui/words.ts';
import type { EditTarget } from '../object/inspected.ts';
import { setDraft, useDraft } from './drafts.ts';
import { MarkList } from './MarkList.tsx';
import { useYamlAssist } from './use-yaml-assist.ts';

export interface YamlEditorProps {
  readonly target: EditTarget;
  /** What is likely to be a mistake in the object, as the board has it. */
  readonly findings: readonly Finding[];
}

/** Milliseconds without a key after which a text is looked at. */
const PAUSE = 200;

/** The text of an object that somebody wrote: what is wrong with it is told while it is written, and it is applied as one edit. */
export function YamlEditor({ target, findings }: YamlEditorProps) {
  const words = useWords('inspector');
  const written = useMemo(() => textOfObject(target.object), [target.object]);
  const draft = useDraft(target);
  const text = draft ?? written;
  const isChanged = draft !== undefined && draft !== written;
  const [asking, setAsking] = useState(false);
  const editor = useRef<Editor>(undefined);
  const assist = useYamlAssist(findings);
  const marks = useMarks(text, assist);
  const name = formatObjectRef(target.ref);
  const apply = useApply(target);
  const take = (): void => {
    setAsking(false);
    const first = assist.diagnose(text).find(({ severity }) => severity === 'error');
    if (first !== undefined) editor.current?.jump(first.from);
    else if (isChanged) apply(text);
  };
  const discard = (): void => {
    setAsking(false);
    setDraft(target, undefined);
    editor.current?.focus();
  };
  const onEscape = (): boolean => {
    if (!isChanged) return false;
    setAsking(!asking);
    return true;
  };
  const change = (typed: string): void => {
    setAsking(false);
    setDraft(target, typed === written ? undefined : typed);
  };
  return (
    <div className="flex h-full min-h-64 flex-col gap-2 px-4 py-3">
      {target.prefix.length > 0 && <p className="text-small text-muted">{words.yaml.makesThisPod(name)}</p>}
      <CodeEditor
        label={words.yaml.yamlOf(name)}
        className="flex-1"
        text={text}
        marks={marks}
        assist={assist}
        onChange={change}
        onApply={take}
        onEscape={onEscape}
        onEditor={(made) => (editor.current = made)}
      />
      <MarkList
        text={text}
        marks={marks}
        onJump={(offset) => editor.current?.jump(offset)}
        onReplace={(...change) => editor.current?.replace(...change)}
      />
      {asking && (
        <p role="status" className="text-small text-ink">
          {words.yaml.keepIt}
        </p>
      )}
      <div className="flex shrink-0 flex-wrap items-center gap-2">
        <Button label={words.yaml.apply} variant="primary" shortcut="Mod+Enter" disabled={!isChanged} onClick={take} />
        <Button
          label={asking ? words.yaml.discard : words.yaml.revert}
          variant="outline"
          disabled={!isChanged}
          onClick={discard}
        />
        <p className="min-w-0 flex-1 text-small text-muted max-md:hidden">{words.yaml.leave}</p>
      </div>
    </div>
  );
}

/** What is wrong with the text: at once when it is shown, and after a pause while it is written. */
function useMarks(text: string, { diagnose }: ReturnType<typeof useYamlAssist>): readonly CodeMark[] {
  const [marks, setMarks] = useState<readonly CodeMark[]>([]);
  const seen = useRef(false);
  useEffect(() => {
    const timer = setTimeout(() => setMarks(diagnose(text)), seen.current ? PAUSE : 0);
    seen.current = true;
    return () => clearTimeout(timer);
  }, [text, diagnose]);
  return marks;
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
    keepText(object, text);
    document
      .getState()
      .edit({ code: 'EDIT_OBJECT', detail: { object: target.ref } }, (current) =>
        putObjects(renamed ? removeObjects(current, [target.ref]) : current, [object]),
      );
    setDraft(target, undefined);
    if (renamed) view.getState().select(objectKey({ kind, name, ...(namespace !== undefined && { namespace }) }));
  };
}
