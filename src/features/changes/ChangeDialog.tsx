import { useMemo, useState } from 'react';
import type { Change } from '../../engine/changes.ts';
import { type Cluster, objectKey } from '../../engine/objects.ts';
import type { ElementId } from '../../scenario/document/document.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { type OfferedChange, offeredChanges, tellOffered } from '../../simulation/changes/offered-changes.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { KindIcon } from '../../ui/KindIcon.tsx';
import { useWords } from '../../ui/words.ts';

interface ChangeDialogProps {
  readonly onChange: (change: Change) => void;
  readonly onClose: () => void;
}

/** What may happen to the cluster: chosen here, then played on a timeline. */
export function ChangeDialog({ onChange, onClose }: ChangeDialogProps) {
  const words = useWords('changes');
  const told = useWords('offeredChanges');
  const cluster = useDocument((state) => state.router.cluster);
  const silentNodes = useView((state) => state.silentNodes);
  const [text, setText] = useState('');
  const rows = useMemo(() => changeRows(cluster, silentNodes), [cluster, silentNodes]);
  const found = rows.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <Dialog title={words.choose.title} size="large" onClose={onClose}>
      <div className="flex flex-col gap-3 px-6 py-4">
        <p className="text-small text-muted">{words.choose.about}</p>
        {rows.length > 8 && (
          <input
            type="search"
            aria-label={words.choose.find}
            placeholder={words.choose.find}
            className="h-8 rounded-md border border-line-strong bg-surface px-2 text-small text-ink"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        <ul className="flex flex-col">
          {found.slice(0, MOST_ROWS).map(({ element, kind, name, offered }) => (
            <li key={element} className="flex flex-wrap items-center gap-2 border-t border-line py-2 first:border-t-0">
              <span className="flex min-w-40 flex-1 items-center gap-2 text-small text-ink">
                <KindIcon kind={kind} className="shrink-0 text-muted" />
                <span className="min-w-0 break-all">
                  {name} <span className="text-faint">{kind}</span>
                </span>
              </span>
              <span className="flex flex-wrap gap-1">
                {offered.map((each) => (
                  <Button
                    key={each.offer}
                    {...tellOffered(each, told)}
                    aria-label={words.choose.change(told[each.offer].label, name)}
                    variant="outline"
                    onClick={() => onChange(each.change)}
                  />
                ))}
              </span>
            </li>
          ))}
        </ul>
        {found.length > MOST_ROWS && (
          <p className="text-small text-muted">{words.choose.more(found.length - MOST_ROWS)}</p>
        )}
        {found.length === 0 && <p className="text-small text-muted">{words.choose.notFound}</p>}
      </div>
    </Dialog>
  );
}

const MOST_ROWS = 60;

interface ChangeRow {
  readonly element: ElementId;
  readonly kind: string;
  readonly name: string;
  readonly offered: readonly OfferedChange[];
}

/** Workloads, then nodes, then pods; what was assumed comes last of each. */
function changeRows(cluster: Cluster, silentNodes: readonly string[]): readonly ChangeRow[] {
  const row = (element: ElementId, kind: string, name: string, pod = false): ChangeRow => {
    const offered = offeredChanges(cluster, element, silentNodes);
    return { element, kind, name, offered: pod ? offered.filter(({ change }) => 'pod' in change) : offered };
  };
  const assumedLast = <T extends { readonly assumed?: unknown }>(list: readonly T[]): readonly T[] =>
    list.toSorted((a, b) => Number(a.assumed !== undefined) - Number(b.assumed !== undefined));
  return [
    ...assumedLast(cluster.workloads).map((each) => row(objectKey(each), each.kind, each.name)),
    ...cluster.nodes.map(({ name }) => row(`Node/${name}`, 'Node', name)),
    ...assumedLast(cluster.pods).map(({ namespace, name }) => row(`Pod/${namespace}/${name}`, 'Pod', name, true)),
  ].filter(
    ({ kind, offered }, index, all) =>
      offered.length > 0 &&
      (kind !== 'Pod' || all.findIndex((other) => other.element === all[index]?.element) === index),
  );
}
