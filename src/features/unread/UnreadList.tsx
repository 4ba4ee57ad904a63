import { useMemo } from 'react';
import { useDocument, usePlayback, useView } from '../../simulation/workspace/context.ts';
import { formatObjectRef, objectKey } from '../../engine/objects.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../ui/words.ts';
import { unreadGroups } from './unread-objects.ts';

/** What of the board is not read although it can change where a packet goes, by what it can do. */
export function UnreadList({ onClose }: { readonly onClose: () => void }) {
  const words = useWords('unread');
  const cluster = useDocument((state) => state.router.cluster);
  const select = useView((state) => state.select);
  const notConsidered = usePlayback((state) => state.result?.notConsidered);
  const groups = useMemo(() => unreadGroups(cluster), [cluster]);
  const ofWalk = useMemo(() => new Set(notConsidered?.map(({ object }) => objectKey(object))), [notConsidered]);
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div
        // Keyboards have to be able to scroll it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={words.title}
        className="flex max-h-[70dvh] flex-col gap-4 overflow-y-auto px-6 py-4 focus-visible:-outline-offset-2"
      >
        {groups.length === 0 ? (
          <p className="text-muted">{words.none}</p>
        ) : (
          <p className="text-pretty text-muted">{words.about}</p>
        )}
        {groups.map(({ effect, objects }) => (
          <section key={effect} aria-label={words.effects[effect]} className="flex flex-col gap-1 text-small">
            <p className="text-pretty text-ink">{words.effects[effect]}</p>
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
                  {ofWalk.has(objectKey(object)) && <Badge tone="unknown">{words.concernsThisWalk}</Badge>}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
