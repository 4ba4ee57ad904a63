const LONGEST_NAME = 60;

/** "spec.ports[0].nodePort", names that are long cut short. */
export function fieldPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const short = step.length > LONGEST_NAME ? `${step.slice(0, LONGEST_NAME - 1)}…` : step;
    const name = JSON.stringify(short).slice(1, -1);
    return text === '' ? name : `${text}.${name}`;
  }, '');
}
