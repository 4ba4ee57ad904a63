import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  type CompletionContext,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, nextDiagnostic, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap, searchPanelOpen } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
  tooltips,
} from '@codemirror/view';
import type { CodeAssist, CodeMark, CodeMeaning } from './assist.ts';
import { LOOK } from './look.ts';

/** What is heard of an editor, and whom it asks. Each is asked for anew, so that it may change. */
export interface EditorEvents {
  readonly assist: () => CodeAssist;
  readonly onChange: (text: string) => void;
  readonly onApply: () => void;
  /** Escape, where nothing in the editor is to be closed first. True: it has been dealt with. */
  readonly onEscape: () => boolean;
}

export interface EditorNames {
  readonly label: string;
  /** Read with its name: how it is left by the keyboard. */
  readonly description: string;
  /** What the editor's own buttons are called in the language of the page, by their English. */
  readonly phrases: Readonly<Record<string, string>>;
}

/** An editor of YAML in an element. */
export interface Editor {
  readonly text: () => string;
  /** Replaces what differs, as one change that can be undone in the editor; nobody is told. */
  readonly setText: (text: string) => void;
  readonly setMarks: (marks: readonly CodeMark[]) => void;
  readonly setReadOnly: (readOnly: boolean) => void;
  /** Puts the cursor there and shows it. */
  readonly jump: (offset: number) => void;
  /** Writes something in the place of what is there, as a person would. */
  readonly replace: (from: number, to: number, insert: string) => void;
  readonly focus: () => void;
  readonly destroy: () => void;
}

/** Keys that mean something to the page wherever they are pressed; all others are the editor's. */
function isForThePage({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === 'Escape' || key === 'F6' || ((ctrlKey || metaKey) && key.toLowerCase() === 'k');
}

/**
 * An editor below `host`. It lives in a shadow tree: there its styles are constructed ones, which the page's policy allows, and
 * none of the page's reach it.
 */
export function createEditor(host: HTMLElement, initial: string, names: EditorNames, events: EditorEvents): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.replaceChildren();
  const editable = new Compartment();
  let isOwn = false;
  const told = EditorView.updateListener.of((update) => {
    if (update.docChanged && !isOwn) events.onChange(update.state.doc.toString());
  });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: initial,
      extensions: [setup(names), editable.of([]), told, intelligence(events), keys(events), OVER_LINES, LOOK],
    }),
  });
  const stop = keepToItself(host);
  return {
    text: () => view.state.doc.toString(),
    setText: (text) => {
      const changes = difference(view.state.doc.toString(), text);
      if (changes === undefined) return;
      isOwn = true;
      view.dispatch({ changes });
      isOwn = false;
    },
    setMarks: (marks) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          marks.map((mark) => diagnosticOf(mark, view.state)),
        ),
      ),
    setReadOnly: (readOnly) =>
      view.dispatch({ effects: editable.reconfigure(readOnly ? EditorState.readOnly.of(true) : []) }),
    jump: (offset) => {
      const anchor = Math.min(offset, view.state.doc.length);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      view.focus();
    },
    replace: (from, to, insert) => {
      view.dispatch({ changes: { from, to, insert }, userEvent: 'input', scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => {
      stop();
      view.destroy();
    },
  };
}

/**
 * What is written over several lines is put there by the editor: the browser would join what is left of them with styles of its own,
 * which the page's policy forbids.
 */
const OVER_LINES = EditorView.domEventHandlers({
  beforeinput: ({ inputType, data }, view) => {
    const { doc, selection, readOnly } = view.state;
    const isOverLines = selection.ranges.some(({ from, to }) => doc.lineAt(from).number !== doc.lineAt(to).number);
    if (inputType !== 'insertText' || data === null || !isOverLines || readOnly || view.composing) return false;
    const insert = () =>
      view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    const { from, to } = selection.main;
    const isDone = view.state.facet(EditorView.inputHandler).some((put) => put(view, from, to, data, insert));
    if (!isDone) view.dispatch(insert());
    return true;
  },
});

function setup({ label, description, phrases }: EditorNames): Extension {
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    history(),
    foldGutter(),
    drawSelection(),
    EditorState.phrases.of(phrases),
    indentUnit.of('  '),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search(),
    yaml(),
    lintGutter(),
    // Beyond the edges of a narrow panel.
    tooltips({ position: 'fixed' }),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-description': description,
      tabindex: '0',
      spellcheck: 'false',
      autocapitalize: 'off',
    }),
  ];
}

/** Milliseconds after Escape in which Tab leaves the editor. */
const TAB_LEAVES = 10_000;

function keys({ onApply, onEscape }: EditorEvents): Extension {
  const apply = (): boolean => {
    onApply();
    return true;
  };
  let leavesUntil = 0;
  const escape = (view: EditorView): boolean => {
    // What is open in the editor goes first.
    if (completionStatus(view.state) === 'active' || searchPanelOpen(view.state)) return false;
    const isSecond = performance.now() < leavesUntil;
    leavesUntil = performance.now() + TAB_LEAVES;
    view.setTabFocusMode(TAB_LEAVES);
    return onEscape() || !isSecond;
  };
  return [
    keymap.of([
      { key: 'Mod-Enter', run: apply },
      { key: 'Escape', run: escape },
      { key: 'Tab', run: acceptCompletion },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...lintKeymap,
      { key: 'F8', run: nextDiagnostic },
      ...defaultKeymap,
      indentWithTab,
    ]),
  ];
}

function intelligence({ assist }: EditorEvents): Extension {
  const complete = (context: CompletionContext) => {
    const found = assist().complete(context.state.doc.toString(), context.pos);
    if (found === undefined || (!context.explicit && found.from === context.pos)) return null;
    return {
      from: found.from,
      options: found.options.map(({ label, insert, at = insert.length, detail, info, is }) => ({
        label,
        ...(detail !== undefined && { detail }),
        ...(info !== undefined && { info }),
        type: is === 'name' ? 'property' : 'enum',
        apply: (view: EditorView, _: unknown, from: number, to: number) =>
          view.dispatch({
            changes: { from, to, insert },
            selection: { anchor: from + at },
            userEvent: 'input.complete',
            scrollIntoView: true,
          }),
      })),
      // Of a value that is written out nothing is left to be chosen, and Enter is a new line again.
      validFor: (written: string) =>
        /^[\w./-]*$/.test(written) && !found.options.some(({ label, is }) => is === 'value' && label === written),
    };
  };
  return [
    autocompletion({ override: [complete], icons: false, activateOnTypingDelay: 60, defaultKeymap: false }),
    hoverTooltip((view, at) => {
      const meaning = assist().explain(view.state.doc.toString(), at);
      return meaning === undefined
        ? null
        : { pos: meaning.from, end: meaning.to, above: true, create: () => ({ dom: drawMeaning(meaning) }) };
    }),
  ];
}

function drawMeaning({ title, text, source }: CodeMeaning): HTMLElement {
  const box = document.createElement('div');
  box.className = 'cm-meaning';
  const name = document.createElement('b');
  name.textContent = title;
  box.append(name);
  for (const line of [text, source]) {
    if (line === undefined) continue;
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    box.append(paragraph);
  }
  return box;
}

function diagnosticOf({ from, to, severity, text, fix }: CodeMark, { doc }: EditorState): Diagnostic {
  const start = Math.min(from, doc.length);
  const end = Math.min(Math.max(to, start), doc.length);
  return {
    from: start,
    to: end,
    severity,
    message: text,
    ...(fix !== undefined && {
      actions: [
        {
          name: fix.label,
          apply: (view: EditorView, at: number, until: number) =>
            view.dispatch({ changes: { from: at, to: until, insert: fix.insert }, userEvent: 'input' }),
        },
      ],
    }),
  };
}

/** What makes one text of another: what they begin and end with alike stays. */
function difference(before: string, after: string): { from: number; to: number; insert: string } | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end))
    end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

/** The page cannot see from outside that text is typed in here: its keys would do what they do elsewhere. */
function keepToItself(host: HTMLElement): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (!isForThePage(event)) event.stopPropagation();
  };
  const onClipboard = (event: Event): void => event.stopPropagation();
  const clipboard = ['copy', 'cut', 'paste'] as const;
  host.addEventListener('keydown', onKey);
  for (const name of clipboard) host.addEventListener(name, onClipboard);
  return () => {
    host.removeEventListener('keydown', onKey);
    for (const name of clipboard) host.removeEventListener(name, onClipboard);
  };
}
