/** What all names that this browser keeps begin with. */
export const PREFIX = 'packetwalk-';

/** Under which name the course is kept that is followed in this browser. */
export const COURSE_KEPT = 'course';

/** What the person chose last in this browser, among what can be chosen; undefined: nothing, or storage is switched off. */
export function readChoice<T extends string>(name: string, choices: readonly T[]): T | undefined {
  const kept = readKept(name);
  return choices.find((choice) => choice === kept);
}

/** What this browser keeps under a name, whatever it is; undefined: nothing, or storage is switched off. */
export function readKept(name: string): string | undefined {
  try {
    return localStorage.getItem(`${PREFIX}${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Where storage is switched off the choice holds until the page is closed. */
export function keepChoice(name: string, choice: string): void {
  try {
    localStorage.setItem(`${PREFIX}${name}`, choice);
  } catch {
    return;
  }
}

/** Whether this browser was told that it keeps boards; where storage is switched off, nobody can tell it. */
export function keepsBoards(): boolean {
  return readChoice('boards', ['kept']) !== undefined;
}

/** From now on there is a board of the person's own to open. */
export function markBoardsKept(): void {
  keepChoice('boards', 'kept');
}
