/** A sentence as it is set in type: the engine writes plain apostrophes. */
export function prose(sentence: string): string {
  return sentence.replaceAll(/(?<=[a-z0-9])'(?=[a-z]\b)/gi, '’');
}
