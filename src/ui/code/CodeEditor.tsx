import { useEffect, useEffectEvent, useRef } from 'react';
import { useWords } from '../words.ts';
import type { CodeAssist, CodeMark } from './assist.ts';
import { createEditor, type Editor } from './create-editor.ts';

export interface CodeEditorProps {
  readonly label: string;
  readonly text: string;
  readonly marks: readonly CodeMark[];
  readonly assist: CodeAssist;
  readonly onChange: (text: string) => void;
  readonly onApply: () => void;
  /** Escape, where nothing in the editor is to be closed first. True: it has been dealt with. */
  readonly onEscape: () => boolean;
  /** Told once it is there, and undefined once it is gone. */
  readonly onEditor?: (editor: Editor | undefined) => void;
  readonly readOnly?: boolean;
  readonly className?: string;
}

/** A text in an editor with line numbers, search, completion and marks. Fetched when the first one is shown: it is large. */
export function CodeEditor(props: CodeEditorProps) {
  const { label, text, marks, readOnly = false, className = '' } = props;
  const { leave, phrases } = useWords('code');
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(undefined);
  const onChange = useEffectEvent((changed: string) => props.onChange(changed));
  const onApply = useEffectEvent(() => props.onApply());
  const onEscape = useEffectEvent(() => props.onEscape());
  const assist = useEffectEvent(() => props.assist);
  const onEditor = useEffectEvent((made: Editor | undefined) => props.onEditor?.(made));
  const create = useEffectEvent((element: HTMLDivElement) =>
    createEditor(element, text, { label, description: leave, phrases }, { assist, onChange, onApply, onEscape }),
  );
  useEffect(() => {
    if (host.current === null) return undefined;
    const made = create(host.current);
    editor.current = made;
    onEditor(made);
    return () => {
      onEditor(undefined);
      editor.current = undefined;
      made.destroy();
    };
  }, [label]);
  useEffect(() => editor.current?.setText(text), [text]);
  useEffect(() => editor.current?.setMarks(marks), [marks]);
  useEffect(() => editor.current?.setReadOnly(readOnly), [readOnly]);
  return (
    <div
      ref={host}
      data-part="code"
      className={`min-h-0 overflow-hidden rounded border border-line-strong ${className}`}
    />
  );
}
