import { Said } from '../../../ui/Said.tsx';
import { useWords } from '../../../ui/words.ts';
import { Code } from '../../../ui/Code.tsx';
import type { PacketChange } from '../words/packet-changes.ts';

/** What a step put into the header, and what was there. */
export function Change({ change }: { readonly change: PacketChange }) {
  const { was, header } = useWords('walk');
  return (
    <span className="text-changed">
      <span aria-hidden>▸ </span>
      {header[change.name]} <Code text={change.after} />{' '}
      <span className="inline-block text-muted">
        <Said parts={was(<Code text={change.before} />)} />
      </span>
    </span>
  );
}
