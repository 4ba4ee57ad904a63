import type { ElementId } from '../../../../scenario/document/document.ts';
import { usePlayback } from '../../../../simulation/workspace/context.ts';
import type { PlaybackState } from '../../../../simulation/playback/playback-store.ts';
import { elementOfNamespace } from '../../board/element.ts';
import { litElement } from '../../packets/places/place.ts';

/** "lit-STATE": its rule is being evaluated. "here": the packet is in its kernel. "": neither. */
export type Highlight = 'lit-request' | 'lit-reply' | 'lit-rejected' | 'lit-dropped' | 'lit-unknown' | 'here' | '';

function highlightOf({ timeline, cue }: Pick<PlaybackState, 'timeline' | 'cue'>, id: ElementId): Highlight {
  const now = timeline?.cues[cue];
  if (now === undefined) return '';
  if (litElement(now) === id) return `lit-${now.state}`;
  return elementOfNamespace(now.namespace) === id ? 'here' : '';
}

/** Changes at most once a cue, and only for the elements concerned. */
export function useHighlight(id: ElementId): Highlight {
  return usePlayback((state) => highlightOf(state, id));
}

const FRAMES: Readonly<Record<Highlight, string>> = {
  'lit-request': 'border-request bg-request-soft ring-2 ring-request forced-colors:border-4',
  'lit-reply': 'border-reply bg-reply-soft ring-2 ring-reply forced-colors:border-4',
  'lit-rejected': 'border-rejected bg-rejected-soft ring-2 ring-rejected forced-colors:border-4',
  'lit-dropped': 'border-dropped bg-dropped-soft ring-2 ring-dropped forced-colors:border-4',
  'lit-unknown': 'border-changed bg-changed-soft ring-2 ring-changed forced-colors:border-4',
  here: 'border-ink bg-surface',
  '': 'border-line-strong bg-surface',
};

/** Border and ground of a box. */
export function frameClass(
  highlight: Highlight,
  { quiet, selected }: { readonly quiet: boolean; readonly selected: boolean },
): string {
  const outline = selected ? 'outline-2 outline-offset-2 outline-ink' : '';
  return `rounded-lg border transition-colors duration-150 ${quiet ? 'border-dashed' : ''} ${FRAMES[highlight]} ${outline}`;
}
