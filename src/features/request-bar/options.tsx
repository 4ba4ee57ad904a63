import type { Cluster } from '../../engine/objects.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import { sourceSuggestions, type Suggestion, targetSuggestions } from '../../simulation/views/request-suggestions.ts';
import type { ComboboxOption } from '../../ui/Combobox.tsx';
import { KindIcon } from '../../ui/KindIcon.tsx';

/** Where a request can start, to choose from. */
export function sourceOptions(cluster: Cluster, words: RoomWords['suggestions']): readonly ComboboxOption[] {
  return sourceSuggestions(cluster, words).map(toOption);
}

/** Where a request from there can go, to choose from. */
export function targetOptions(cluster: Cluster, from: string): readonly ComboboxOption[] {
  return targetSuggestions(cluster, from).map(toOption);
}

function toOption({ value, detail, kind }: Suggestion): ComboboxOption {
  return { value, detail, icon: <KindIcon kind={kind} className="text-muted" /> };
}
