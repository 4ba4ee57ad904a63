/**
 * A function of a text that remembers what it has found, for at most `size` texts at a time. Only for pure functions: nobody can
 * tell that it remembers. What is known of objects is kept in a WeakMap instead; texts have none.
 */
export function remember<Text extends string, Found>(size: number, find: (text: Text) => Found): (text: Text) => Found {
  const known = new Map<Text, Found>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as Found;
    const made = find(text);
    if (known.size >= size) known.clear();
    known.set(text, made);
    return made;
  };
}
