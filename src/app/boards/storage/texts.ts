const texts = new WeakMap<object, string>();

/** A part of a document as JSON. Parts never change: each is written once. */
export function textOf(part: object): string {
  const text = texts.get(part) ?? JSON.stringify(part);
  texts.set(part, text);
  return text;
}

/** Its text when there is one already. */
export function knownText(part: object): string | undefined {
  return texts.get(part);
}
