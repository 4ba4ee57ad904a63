import type { Narrator } from '../../narration/narrator.ts';
import type { RoomWords } from '../../narration/page/language.ts';

/** Something one reads off an object. */
export type Fact =
  | { readonly label: string; readonly values: readonly string[]; readonly wrong?: boolean }
  /** Leads to another object, by its key. */
  | { readonly link: string; readonly text: string; readonly detail?: string };

export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}

/** What facts are told with: their own words, and who tells a condition. */
export type FactWords = RoomWords['objectFacts'] & Pick<Narrator, 'condition'>;
