/**
 * The title of the board of a tab that found its own changed by another one, and is a board of its own: "shop (2)", of that
 * "shop (3)". It is kept and shared, so it is nothing that the page says.
 */
export function copyTitle(title: string): string {
  const [, name = title, copy = '1'] = /^(.*?) ?\((\d{1,6})\)$/s.exec(title) ?? [];
  return `${name === '' ? '' : `${name} `}(${Number(copy) + 1})`;
}

/** The title of an earlier version of a board that is opened as one of its own. */
export function versionTitle(title: string, time: string): string {
  return title === '' ? time : `${title} (${time})`;
}

/** "EKS"; where that is taken, "EKS 2". */
export function freeTitle(name: string, taken: readonly string[]): string {
  let title = name;
  for (let number = 2; taken.includes(title); number += 1) title = `${name} ${number}`;
  return title;
}
