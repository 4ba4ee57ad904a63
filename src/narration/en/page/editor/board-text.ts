/** The whole board as one text. */
export const BOARD_TEXT = {
  title: 'The board as YAML',
  label: 'YAML of the board',
  applied: (made: number, changed: number, removed: number) =>
    `The board is as written: ${made} added, ${changed} changed, ${removed} removed.`,
  leftOut: (kinds: readonly string[]) => `Not kept: ${kinds.join(', ')}.`,
  withoutSecrets: 'Secrets stay as they are: what they hold is never kept.',
};
