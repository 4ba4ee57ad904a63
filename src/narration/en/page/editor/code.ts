/** An editor of text. */
export const CODE = {
  leave: 'Escape, then Tab leaves the editor. Control or Command and Enter apply the text.',
  /** What the editor itself shows and reads, by its English. */
  phrases: {
    Find: 'Find',
    Replace: 'Replace',
    next: 'next',
    previous: 'previous',
    all: 'all',
    'match case': 'match case',
    regexp: 'regular expression',
    'by word': 'whole words',
    replace: 'replace',
    'replace all': 'replace all',
    close: 'close',
    Diagnostics: 'Problems',
    'No diagnostics': 'No problems',
    Completions: 'Completions',
    'Fold line': 'Fold',
    'Unfold line': 'Unfold',
  },
  useInstead: (name: string) => `Use ${name}`,
};
