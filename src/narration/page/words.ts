import type { Language, RoomWords, WordsToFetch } from './language.ts';

/** The words of a page, in its language, as far as they are at hand. */
export interface Words extends Pick<Language, 'tag'> {
  /** The words of a room; throws where they come later and nobody has fetched them. */
  readonly of: <Room extends keyof RoomWords>(room: Room) => RoomWords[Room];
  /** Rejects where the words are missing; another call tries again. */
  readonly fetch: (wanted: readonly WordsToFetch[]) => Promise<unknown>;
}

export function createWords({ tag, first, fetch }: Language): Words {
  const atHand: Partial<RoomWords> = { ...first };
  return {
    tag,
    of: (room) => {
      const words = atHand[room];
      if (words === undefined) throw new Error(`${room}: words to be fetched with what says them`);
      return words;
    },
    fetch: (wanted) => Promise.all(wanted.map(async (each) => Object.assign(atHand, await fetch[each]()))),
  };
}
