/** Characters that would move the cursor, ring, hide or turn round what follows; names from strangers may hold them. */
const UNSEEN = /[\p{Cc}\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/** A text from outside as it may be printed: every unseen character is written out, "\u001b". */
export function printable(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}
