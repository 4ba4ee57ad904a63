import { FLAG, mayTellListener, tells, tellsBinding } from '../projection/listening.ts';
import type { ListeningHint } from './listening-hint.ts';
import { readToldAddress } from './told-address.ts';

/** A word of a command line, or the value of a variable. */
export interface Written {
  readonly text: string;
  /** Where it is written, below its container. */
  readonly path: readonly (string | number)[];
  /** All that is written there. */
  readonly whole: string;
  readonly isOfScript: boolean;
}

/** By name; those that say a port or an address. */
export type Variables = ReadonlyMap<string, Written>;

interface Setting {
  readonly setting: string;
  readonly value: string;
  readonly word: Written;
}

/** Flags of a program that is not known, by their names. */
export function readFlags(words: readonly Written[]): readonly ListeningHint[] {
  return words.flatMap((word, index): readonly ListeningHint[] => {
    const [, name = '', given] = FLAG.exec(word.text) ?? [];
    const told = given === undefined ? words[index + 1] : word;
    if (told === undefined || (name !== 'p' && !tells(name))) return [];
    return hintsOf(name, { setting: word.text.replace(/=.*/, ''), value: given ?? told.text, word: told });
  });
}

/** What a flag or variable says; several addresses are separated by commas. */
export function hintsOf(name: string, { setting, value, word }: Setting): readonly ListeningHint[] {
  const place = {
    protocol: 'TCP',
    setting,
    path: word.path,
    text: word.whole,
    isAll: false,
    zero: 'NOT_KNOWN',
  } as const;
  return value.split(',').flatMap((part): readonly ListeningHint[] => {
    const told = readToldAddress(part);
    if (told === undefined) return [];
    const isSure = tellsBinding(name) && told.host !== undefined && told.port !== undefined;
    return [{ ...place, ...told, isSure, isAside: name !== 'p' && !mayTellListener(name) }];
  });
}
