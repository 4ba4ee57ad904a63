import { useMemo } from 'react';
import { EFFECT_WORDS } from '../../narration/en/kind-words.ts';
import { useDocument, usePlayback, useView } from '../../simulation/workspace/context.ts';
import { formatObjectRef, objectKey } from '../../engine/objects.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { unreadGroups } from './unread-objects.ts';

/** What of the board is not read although it can change where a packet goes, by what it can do. */
export function UnreadList({ onClose }: { readonly onClose: () => void }) {
  const cluster = useDocument((state) => state.router.cluster);
  const select = useView((state) => state.select);
  const notConsidered = usePlayback((state) => state.result?.notConsidered);
  const groups = useMemo(() => unreadGroups(cluster), [cluster]);
  const ofWalk = useMemo(() => new Set(notConsidered?.map(({ object }) => objectKey(object))), [notConsidered]);
  return (
    <Dialog title="Objects that are not read" onClose={onClose}>
      <div
        // Keyboards have to be able to scroll it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label="Objects that are not read"
        className="flex max-h-[70dvh] flex-col gap-4 overflow-y-auto px-6 py-4 focus-visible:-outline-offset-2"
      >
        {groups.length === 0 ? (
          <p className="text-muted">Every object on the board that can change where a packet goes is read.</p>
        ) : (
          <p className="text-pretty text-muted">
            They can change where a packet goes, and the walks leave them out. A walk names those that concern it; where
            one could turn the outcome, it is not known.
          </p>
        )}
        {groups.map(({ effect, objects }) => (
          <section key={effect} aria-label={EFFECT_WORDS[effect]} className="flex flex-col gap-1 text-small">
            <p className="text-pretty text-ink">{EFFECT_WORDS[effect]}</p>
            <ul className="flex flex-col gap-1 border-l-2 border-dashed border-changed pl-3">
              {objects.map((object) => (
                <li key={objectKey(object)} className="flex flex-wrap items-center gap-2">
                  <button
                    type="button"
                    className="text-left break-all text-accent underline underline-offset-2"
                    onClick={() => {
                      onClose();
                      select(objectKey(object));
                    }}
                  >
                    {formatObjectRef(object)}
                  </button>
                  {ofWalk.has(objectKey(object)) && <Badge tone="unknown">concerns this walk</Badge>}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
