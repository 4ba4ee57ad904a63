/** Which field of an object an element of the form is for: "spec.rules.0.host". */
export function fieldId(path: readonly (string | number)[]): string {
  return path.join('.');
}
