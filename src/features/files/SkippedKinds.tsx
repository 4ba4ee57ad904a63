import type { SkippedGroup } from '../../manifests/parse.ts';
import type { skippedKinds, SkippedWords } from './skipped-kinds.ts';
import { useWords } from '../../ui/words.ts';

/** What was not read: what matters first, and open; what does not, folded. */
export function SkippedKinds({ groups }: { readonly groups: ReturnType<typeof skippedKinds> }) {
  const { skipped } = useWords('files');
  return GROUPS.map((group) => {
    const list = groups.get(group);
    if (list === undefined) return null;
    const title = skipped[group];
    if (group === 'unread') {
      return (
        <section
          key={group}
          aria-label={title}
          className="mx-6 flex flex-col gap-1 border-l-2 border-dashed border-changed pl-3 text-small"
        >
          <p>{skipped.sayWhere(title)}</p>
          <Kinds list={list} />
        </section>
      );
    }
    return (
      <details key={group} className="px-6 text-small text-muted" open={group === 'unknown'}>
        <summary className="cursor-pointer hover:text-ink">
          {skipped.list(title, list.map(({ kinds }) => kinds).join(', '))}
        </summary>
        {group === 'irrelevant' && (
          <div className="mt-1 pl-4">
            <Kinds list={list} />
          </div>
        )}
      </details>
    );
  });
}

function Kinds({ list }: { readonly list: readonly SkippedWords[] }) {
  return (
    <dl className="flex flex-col gap-1">
      {list.map(({ kinds, why }) => (
        <div key={kinds}>
          <dt className="break-words text-ink">{kinds}</dt>
          {why !== undefined && <dd className="text-pretty text-muted">{why}</dd>}
        </div>
      ))}
    </dl>
  );
}

const GROUPS: readonly SkippedGroup[] = ['unread', 'unknown', 'irrelevant'];
