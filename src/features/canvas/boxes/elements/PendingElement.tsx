import { useWords } from '../../../../ui/words.ts';

/** Pods that no node has taken. */
export function PendingElement({ pods }: { readonly pods: number }) {
  const words = useWords('board');
  return (
    <div className="size-full rounded-lg border border-dashed border-rejected px-4 pt-2">
      <div className="text-body font-semibold text-rejected">{words.node.notScheduled}</div>
      <div className="text-small text-muted">{words.node.waiting(pods)}</div>
    </div>
  );
}
