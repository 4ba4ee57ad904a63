/** What is copied to the clipboard. */
export const COPYING = {
  copied: 'Copied',
  refused: 'The browser did not allow copying: select the text and copy it by hand.',
  copyRule: 'Copy the rule',
  copyEntry: 'Copy the entry',
  copyCommand: 'Copy the command',
  copyText: (name: string) => `Copy ${name}`,
};
