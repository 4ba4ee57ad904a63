import { matchScore } from './match.ts';

const MOST = 50;
/** More than any match of letters gives. */
const EXACT = 4000;

/** What fits the query, best first: the exact name before everything, then what fits better, then what comes first. */
export function findItems(items: readonly PaletteItem[], query: string): readonly PaletteItem[] {
  if (query.trim() === '') return items.slice(0, MOST);
  return items
    .map((item) => ({ item, score: scoreOf(item, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ item }) => item);
}

function scoreOf({ title, group, name }: PaletteItem, query: string): number {
  const typed = query.trim().toLowerCase();
  const exact = [name, title].some((each) => each?.toLowerCase() === typed) ? EXACT : 0;
  const text = `${title} ${group}`;
  return exact + (matchScore(typed, text) || wordScore(typed.split(/\s+/), text));
}

/** "service cart": words in another order than they stand in. */
function wordScore(words: readonly string[], text: string): number {
  const scores = words.map((word) => matchScore(word, text));
  return scores.includes(0) ? 0 : Math.min(...scores) / 2;
}

/** One line of the palette. */
export interface PaletteItem {
  readonly id: string;
  readonly title: string;
  /** What it is: "Walk", "Pod", "Request". */
  readonly group: string;
  /** An object's own name, without its namespace: who types exactly that means it. */
  readonly name?: string;
  /** Shows the kind's icon. */
  readonly kind?: string;
  readonly shortcut?: string;
  readonly run: () => void;
}
