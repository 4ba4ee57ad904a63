import { TWO_LINES } from '../../board/sizes.ts';

/** A name that has room on two lines. `end`: how many of its last characters tell it from others. */
export function cutInMiddle(name: string, end: number): string {
  const tail = Math.max(end, TWO_LINES / 2 - 1);
  return name.length > TWO_LINES ? `${name.slice(0, TWO_LINES - 1 - tail)}…${name.slice(-tail)}` : name;
}

/** Broken after a hyphen where both lines have room. */
export function onTwoLines(name: string): string {
  const at = name.lastIndexOf('-', TWO_LINES / 2 - 1) + 1;
  return at > 0 && name.length - at <= TWO_LINES / 2 ? `${name.slice(0, at)}\n${name.slice(at)}` : name;
}

/** A name of one word may be broken in its middle, rather than before its last letter. */
export function breakable(name: string): string {
  const middle = Math.ceil(name.length / 2);
  return name.includes('-') ? name : `${name.slice(0, middle)}\u200B${name.slice(middle)}`;
}
