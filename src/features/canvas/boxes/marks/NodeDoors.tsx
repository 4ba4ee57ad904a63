import { useWords } from '../../../../ui/words.ts';

interface DoorsProps {
  readonly doors: string;
  readonly room: number | undefined;
}

/** The NodePorts, as a door in the upper edge. */
export function NodeDoors({ doors, room }: DoorsProps) {
  const words = useWords('board');
  return <Door title={words.node.nodePorts(doors)} label="NodePort" doors={doors} room={room} />;
}

/** Ports by which one gets in, in the upper edge of a box. */
export function Door({ title, label, doors, room }: DoorsProps & { readonly title: string; readonly label: string }) {
  return (
    <div
      title={title}
      style={{ maxWidth: room }}
      className="absolute -top-2.5 left-9 truncate rounded border border-line-strong bg-surface px-1.5 font-mono text-small leading-[18px] text-muted in-data-close:sr-only in-data-far:sr-only"
    >
      <span className="font-sans text-faint in-data-tight:sr-only">{label} </span>
      {doors}
    </div>
  );
}
