import type { NotConsidered as Unread } from '../../../engine/outcomes.ts';
import { type ObjectRef, formatObjectRef, objectKey } from '../../../engine/objects.ts';
import { useDocument, useSimulation } from '../../../simulation/workspace/context.ts';
import { factKey } from '../../../engine/text.ts';
import { afterName, notKnownSentence } from '../words/not-considered-words.ts';
import { useWords } from '../../../ui/words.ts';

const AT_ONCE = 3;

/** Objects that can change the fate of this request and were left out of it, each with what it could do. */
export function NotConsidered({ objects }: { readonly objects: readonly Unread[] }) {
  const words = useWords('walkDetail');
  const more = objects.slice(AT_ONCE);
  return (
    <section
      aria-label={words.notConsidered.title}
      className="flex flex-col gap-1 border-l-2 border-dashed border-changed pl-3 text-small"
    >
      <h3 className="font-semibold text-ink">{words.notConsidered.title}</h3>
      <ul className="flex flex-col gap-1">
        {objects.slice(0, AT_ONCE).map((each) => (
          <Item key={factKey(each)} unread={each} />
        ))}
      </ul>
      {more.length > 0 && (
        <details>
          <summary className="cursor-pointer text-muted hover:text-ink">
            {words.notConsidered.more(more.length)}
          </summary>
          <ul className="mt-1 flex flex-col gap-1">
            {more.map((each) => (
              <Item key={factKey(each)} unread={each} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Item({ unread }: { readonly unread: Unread }) {
  const { view } = useSimulation();
  const narrator = useDocument((state) => state.narrator);
  return (
    <li className="break-words text-muted">
      <button
        type="button"
        className="text-left break-all text-accent underline underline-offset-2"
        onClick={() => view.getState().select(objectKey(unread.object))}
      >
        {formatObjectRef(unread.object)}
      </button>
      {afterName(unread.object, narrator.notConsidered(unread))}
    </li>
  );
}

/** Because of which objects the verdict is not known. */
export function NotKnown({ unread }: { readonly unread: readonly Unread[] }) {
  const cluster = useDocument((state) => state.router.cluster);
  const isUnread = (object: ObjectRef): boolean =>
    cluster.notRead.some(({ ref }) => objectKey(ref) === objectKey(object));
  return (
    <p className="text-body break-words text-ink">
      {notKnownSentence(unread, isUnread, useWords('walkDetail').notKnown)}
    </p>
  );
}
