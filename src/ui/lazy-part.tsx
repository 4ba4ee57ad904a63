import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { fetchPart, type NamedPart, sayPart } from './fetch-part.ts';
import { PartBoundary } from './PartBoundary.tsx';
import type { PartPlace } from './PartFailure.tsx';
import { usePageWords, withWords } from './words.ts';
import type { WordsToFetch } from '../narration/page/language.ts';
import type { Words } from '../narration/page/words.ts';

export interface LazyPart {
  readonly part: NamedPart;
  readonly place: PartPlace;
  /** What it says beyond the first words, which comes with it; absent: the words of later parts. */
  readonly words?: readonly WordsToFetch[];
  /** Stands in its place while it is fetched. */
  readonly loading?: ReactNode;
}

/** What any part takes beside its own properties. */
export interface PartProps {
  /** What it is called this time. */
  readonly name?: NamedPart | undefined;
  /** What the part shows: another value is worth another try when it failed. */
  readonly shows?: unknown;
  /** Closes the part where it failed; for a dialog, its own `onClose` does. */
  readonly onDismiss?: () => void;
}

/**
 * A part of the page that is fetched when it is first shown. Where it cannot be, or fails, it says so in its place and can be
 * tried again; the page stays. The only way to a component that is not in the first load.
 */
export function lazyPart<Props extends object>(
  { part, place, words: said, loading }: LazyPart,
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props & PartProps> {
  const create = (words: Words): ComponentType<Props> =>
    lazy(async () => {
      return { default: await fetchPart(part, withWords(words, load, said)) };
    }) as unknown as ComponentType<Props>;
  /** Shared by all places where the part is shown: once fetched, it is there. */
  let fetched: ComponentType<Props> | undefined;
  return function Part({ name = part, shows, onDismiss, ...rest }: Props & PartProps) {
    const words = usePageWords();
    // TypeScript does not know that what is left of Props and PartProps are Props.
    const props = rest as unknown as Props;
    const [Shown, show] = useState(() => (fetched ??= create(words)));
    const again = (): void => {
      // Another place may have tried again already.
      if (fetched === Shown) fetched = create(words);
      show(() => fetched ?? Shown);
    };
    const { onClose = onDismiss } = props as { readonly onClose?: () => void };
    return (
      <PartBoundary part={name} place={place} onClose={onClose} shows={shows} onRetry={again}>
        <Suspense fallback={loading ?? <Waiting part={name} place={place} />}>
          <Shown {...props} />
        </Suspense>
      </PartBoundary>
    );
  };
}

/** Seen only where the network takes its time. */
function Waiting({ part, place }: Pick<LazyPart, 'part' | 'place'>) {
  const words = usePageWords();
  const where =
    place === 'dialog'
      ? 'fixed top-1/3 left-1/2 z-50 -translate-x-1/2 rounded-md border border-line-strong bg-raised px-4 py-2 shadow-lg'
      : place === 'board'
        ? 'hidden'
        : 'px-4 py-2';
  return (
    <p role="status" data-waiting={part} className={`late text-small text-muted ${where}`}>
      {words.of('parts').isBeingLoaded(sayPart(part, words))}
    </p>
  );
}
