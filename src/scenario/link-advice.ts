/** Who may not take a link as a whole: hardly anybody does, chats do not, or some programs cut it off. */
export type LinkRisk = 'most' | 'chats' | 'some';

/** What may break with a link of that many characters; undefined: nothing does. From 2,000 on a file is the safer way. */
export function linkRisk(length: number): LinkRisk | undefined {
  if (length > 8000) return 'most';
  if (length > 4000) return 'chats';
  return length > 2000 ? 'some' : undefined;
}
