/** The list of what is likely to be a mistake, and their count. */
export const FINDINGS = {
  title: 'Findings',
  onThisBoard: 'Findings on this board',
  applyFix: 'Apply fix',
  applies: (fix: string) => `Apply fix: ${fix}`,
  none: 'Nothing on this board looks like a mistake.',
  severities: { error: '✕ error', warning: '▲ warning', info: 'note' },
  count: (findings: number) => (findings === 1 ? '1 finding' : `${findings} findings`),
  about: 'What about the objects on the board is likely to be a mistake',
};
