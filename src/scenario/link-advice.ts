/** What may break with a link of that many characters; undefined: nothing does. From 2,000 on a file is the safer way. */
export function linkAdvice(length: number): string | undefined {
  const size = length.toLocaleString('en-US');
  if (length > 8000)
    return `The link has ${size} characters: browsers, mail and servers on the way may cut it off. Send a file instead.`;
  if (length > 4000)
    return `The link has ${size} characters: chats such as Slack or Discord do not take it as a whole. Send a file instead.`;
  if (length > 2000) return `The link has ${size} characters: some programs cut links off at 2,000. A file is safer.`;
  return undefined;
}
