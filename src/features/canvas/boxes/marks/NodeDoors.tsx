import { useWords } from '../../../../ui/words.ts';

/** The NodePorts, as a door in the upper edge. */
export function NodeDoors({ doors, room }: { readonly doors: string; readonly room: number | undefined }) {
  const words = useWords('board');
  return (
    <div
      title={words.node.nodePorts(doors)}
      style={{ maxWidth: room }}
      className="absolute -top-2.5 left-9 truncate rounded border border-line-strong bg-surface px-1.5 font-mono text-small leading-[18px] text-muted in-data-close:sr-only in-data-far:sr-only"
    >
      <span className="font-sans text-faint in-data-tight:sr-only">NodePort </span>
      {doors}
    </div>
  );
}
