import { Code } from '../../ui/Code.tsx';
import type { PacketChange } from './words/packet-changes.ts';

/** What a step put into the header, and what was there. */
export function Change({ change }: { readonly change: PacketChange }) {
  return (
    <span className="text-changed">
      <span aria-hidden>▸ </span>
      {change.label} <Code text={change.after} />{' '}
      <span className="inline-block text-muted">
        was <Code text={change.before} />
      </span>
    </span>
  );
}
