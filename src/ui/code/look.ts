import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colour carries state in this page; what a word of a text is, its weight and shade tell: names recede, what they say stands out. */
const WORDS = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--color-muted)' },
  { tag: [tags.content, tags.string, tags.special(tags.string), tags.attributeValue], color: 'var(--color-ink)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--color-faint)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--color-muted)' },
  { tag: [tags.meta, tags.keyword], color: 'var(--color-muted)', fontWeight: '600' },
  { tag: [tags.labelName, tags.typeName], color: 'var(--color-changed)' },
]);

const LINE = '1.25rem';

const SURFACE = EditorView.theme({
  '&': {
    height: '100%',
    color: 'var(--color-ink)',
    backgroundColor: 'var(--color-paper)',
    fontSize: '0.75rem',
    borderRadius: 'inherit',
  },
  '&.cm-focused': { outline: 'none' },
  // Before all that stands in it: line numbers have a ground of their own.
  '&.cm-focused::after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    zIndex: '300',
    border: '2px solid var(--color-accent)',
    borderRadius: 'inherit',
    pointerEvents: 'none',
  },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: LINE, overflow: 'auto' },
  '.cm-content': { padding: '0.5rem 0', caretColor: 'var(--color-ink)' },
  '.cm-line': { padding: '0 0.5rem 0 0.25rem' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--color-ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--color-request-soft)',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-gutters': {
    backgroundColor: 'var(--color-paper)',
    color: 'var(--color-faint)',
    border: 'none',
    fontFamily: 'var(--font-mono)',
    borderRadius: 'inherit',
  },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--color-ink)' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 0.375rem 0 0.25rem', minWidth: '1.5rem' },
  '.cm-foldGutter .cm-gutterElement': { cursor: 'pointer' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--color-accent-soft)',
    color: 'var(--color-ink)',
  },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--color-sunken)',
    border: '1px solid var(--color-line-strong)',
    color: 'var(--color-muted)',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--color-changed-soft)', outline: '1px solid var(--color-changed)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--color-accent-soft)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--color-accent-soft)' },
});

const MARKS = EditorView.theme({
  '.cm-lintRange': { backgroundImage: 'none', textDecorationSkipInk: 'none', textUnderlineOffset: '3px' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--color-rejected)' },
  '.cm-lintRange-warning': { textDecoration: 'underline wavy var(--color-changed)' },
  '.cm-lintRange-info': { textDecoration: 'underline dotted var(--color-muted)' },
  '.cm-lintPoint::after': { borderBottomColor: 'var(--color-rejected)' },
  '.cm-gutter-lint': { width: '1.125rem' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0', lineHeight: LINE, textAlign: 'center' },
  // Shapes beside colours; the words are in the text of the mark.
  '.cm-lint-marker': { content: 'none', width: '100%', height: LINE, fontWeight: '700' },
  '.cm-lint-marker-error': { content: 'none', color: 'var(--color-rejected)' },
  '.cm-lint-marker-error::before': { content: '"✕"' },
  '.cm-lint-marker-warning': { content: 'none', color: 'var(--color-changed)' },
  '.cm-lint-marker-warning::before': { content: '"▲"' },
  '.cm-lint-marker-info': { content: 'none', color: 'var(--color-muted)' },
  '.cm-lint-marker-info::before': { content: '"i"' },
  '.cm-diagnostic': {
    fontFamily: 'var(--font-sans)',
    fontSize: 'var(--text-small)',
    padding: '0.375rem 0.625rem',
    whiteSpace: 'normal',
  },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--color-rejected)' },
  '.cm-diagnostic-warning': { borderLeft: '3px solid var(--color-changed)' },
  '.cm-diagnostic-info': { borderLeft: '3px solid var(--color-muted)' },
  '.cm-diagnosticAction': {
    backgroundColor: 'var(--color-surface)',
    border: '1px solid var(--color-line-strong)',
    borderRadius: '0.25rem',
    color: 'var(--color-ink)',
    font: 'inherit',
    padding: '0.125rem 0.5rem',
  },
});

const PANELS = EditorView.theme({
  '.cm-tooltip': {
    backgroundColor: 'var(--color-raised)',
    border: '1px solid var(--color-line-strong)',
    borderRadius: '0.375rem',
    color: 'var(--color-ink)',
    maxWidth: 'min(24rem, 80vw)',
    overflow: 'hidden',
    zIndex: '60',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-mono)',
    fontSize: '0.75rem',
    lineHeight: LINE,
    maxHeight: '14rem',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.125rem 0.5rem' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--color-accent)',
    color: 'var(--color-on-accent)',
  },
  '.cm-completionMatchedText': { fontWeight: '700', textDecoration: 'none' },
  '.cm-completionDetail': { color: 'inherit', opacity: '0.75', fontStyle: 'normal' },
  '.cm-completionInfo': { fontFamily: 'var(--font-sans)', fontSize: 'var(--text-small)', padding: '0.5rem 0.625rem' },
  '.cm-meaning': { fontFamily: 'var(--font-sans)', fontSize: 'var(--text-small)', padding: '0.5rem 0.625rem' },
  '.cm-meaning b': { fontFamily: 'var(--font-mono)', fontWeight: '600' },
  '.cm-meaning p': { margin: '0.125rem 0 0' },
  '.cm-meaning p + p': { color: 'var(--color-muted)' },
  '.cm-panels': {
    backgroundColor: 'var(--color-sunken)',
    color: 'var(--color-ink)',
    fontFamily: 'var(--font-sans)',
    fontSize: 'var(--text-small)',
  },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--color-line)' },
  '.cm-panel.cm-search': { padding: '0.375rem 2rem 0.375rem 0.5rem' },
  '.cm-panel.cm-search label': { fontSize: 'inherit', whiteSpace: 'nowrap' },
  '.cm-panel input, .cm-textfield': {
    backgroundColor: 'var(--color-surface)',
    border: '1px solid var(--color-line-strong)',
    borderRadius: '0.25rem',
    color: 'var(--color-ink)',
    font: 'inherit',
  },
  '.cm-panel button, .cm-button': {
    backgroundColor: 'var(--color-surface)',
    backgroundImage: 'none',
    border: '1px solid var(--color-line-strong)',
    borderRadius: '0.25rem',
    color: 'var(--color-ink)',
    font: 'inherit',
    textTransform: 'none',
  },
  '.cm-panel.cm-search [name=close]': { border: 'none', backgroundColor: 'transparent', fontSize: '1.25rem' },
});

/** How a text looks: by the page's own colours, in its light and its dark. */
export const LOOK = [SURFACE, MARKS, PANELS, syntaxHighlighting(WORDS)];
