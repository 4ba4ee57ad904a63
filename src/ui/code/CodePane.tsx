import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../Button.tsx';
import { useWords } from '../words.ts';
import type { CodeAssist, CodeMark } from './assist.ts';
import { CodeEditor } from './CodeEditor.tsx';
import type { Editor } from './create-editor.ts';
import { MarkList } from './MarkList.tsx';

export interface CodePaneProps {
  readonly label: string;
  readonly text: string;
  /** Whether something is written that is not applied. */
  readonly isChanged: boolean;
  /** Whether it is asked what is to become of that. */
  readonly asking: boolean;
  readonly assist: CodeAssist;
  readonly onChange: (text: string) => void;
  /** Called where nothing in the text stops it. */
  readonly onApply: (text: string) => void;
  readonly onDiscard: () => void;
  readonly onAsk: (asking: boolean) => void;
  /** The editor has the focus as soon as it is there. */
  readonly takesFocus?: boolean;
  readonly className?: string;
  /** Stands above the text. */
  readonly children?: ReactNode;
}

/** Milliseconds without a key after which a text is looked at. */
const PAUSE = 200;

/** An editor, what is wrong in its text, and what is done with it. Escape asks before what is written is thrown away. */
export function CodePane(props: CodePaneProps) {
  const { label, text, isChanged, asking, assist, onAsk, className = '', children } = props;
  const words = useWords('code');
  const editor = useRef<Editor>(undefined);
  const marks = useMarks(text, assist);
  /** What stands there was written before, and nothing since. */
  const [isFound, setIsFound] = useState(isChanged);
  /** The line of what keeps the text from being applied, once somebody wanted that. */
  const [stopped, setStopped] = useState<number>();
  const apply = (): void => {
    onAsk(false);
    const first = assist.diagnose(text).find(({ stops }) => stops);
    setStopped(first && text.slice(0, first.from).split('\n').length);
    if (first !== undefined) editor.current?.jump(first.from);
    else if (isChanged) props.onApply(text);
  };
  const discard = (): void => {
    onAsk(false);
    setStopped(undefined);
    props.onDiscard();
    editor.current?.focus();
  };
  return (
    <div className={`flex flex-col gap-2 px-4 py-3 ${className}`}>
      {children}
      {isFound && isChanged && (
        <p role="status" className="text-small text-ink">
          {words.found}
        </p>
      )}
      <CodeEditor
        label={label}
        className="flex-1"
        text={text}
        marks={marks}
        assist={assist}
        onChange={(typed) => {
          onAsk(false);
          setStopped(undefined);
          setIsFound(false);
          props.onChange(typed);
        }}
        onApply={apply}
        onEscape={() => {
          setStopped(undefined);
          if (isChanged) onAsk(!asking);
          return isChanged;
        }}
        onEditor={(made) => {
          editor.current = made;
          if (props.takesFocus === true) made?.focus();
        }}
      />
      <MarkList
        text={text}
        marks={marks}
        onJump={(offset) => editor.current?.jump(offset)}
        onReplace={(...change) => editor.current?.replace(...change)}
      />
      {(asking || stopped !== undefined) && (
        <p role="status" className="text-small text-ink">
          {stopped === undefined ? words.keepIt : words.notApplied(stopped)}
        </p>
      )}
      <div className="flex shrink-0 flex-wrap items-center gap-2">
        <Button label={words.apply} variant="primary" shortcut="Mod+Enter" disabled={!isChanged} onClick={apply} />
        <Button
          label={asking ? words.discard : words.revert}
          variant="outline"
          disabled={!isChanged}
          onClick={discard}
        />
        <p className="min-w-0 flex-1 text-small text-muted max-md:hidden">{words.leaveShort}</p>
      </div>
    </div>
  );
}

/** What is wrong with the text: at once when it is shown, and after a pause while it is written. */
function useMarks(text: string, { diagnose }: CodeAssist): readonly CodeMark[] {
  const [marks, setMarks] = useState<readonly CodeMark[]>([]);
  const seen = useRef(false);
  useEffect(() => {
    const timer = setTimeout(() => setMarks(diagnose(text)), seen.current ? PAUSE : 0);
    seen.current = true;
    return () => clearTimeout(timer);
  }, [text, diagnose]);
  return marks;
}
