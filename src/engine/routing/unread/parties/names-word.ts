const PART_OF_NAME = /[a-z0-9.-]/;

/** Whether a text holds this name as a word of its own; `ends`: what else may follow it. */
export function holdsName(text: string, name: string, ends = ''): boolean {
  if (name === '') return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1];
    const after = text[at + name.length];
    const starts = before === undefined || !PART_OF_NAME.test(before);
    if (starts && (after === undefined || ends.includes(after) || !PART_OF_NAME.test(after))) return true;
  }
  return false;
}
