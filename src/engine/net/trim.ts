/**
 * The text without the `end`s it ends with. In place of a pattern such as /\/+$/, whose time is the square of a run of them
 * that something follows.
 */
export function trimEnd(text: string, end: string): string {
  let length = text.length;
  while (length > 0 && text[length - 1] === end) length -= 1;
  return text.slice(0, length);
}
