import { usePlayback, useSimulation } from '../../../simulation/workspace/context.ts';
import { useWords } from '../../../ui/words.ts';

/** The name lookup comes before the connection; it is left out until somebody wants to see it. */
export function DnsToggle() {
  const words = useWords('walk');
  const { playback } = useSimulation();
  const legs = usePlayback((state) => state.outcome?.legs);
  const skipDns = usePlayback((state) => state.skipDns);
  const first = legs?.find((leg) => leg.kind === 'DNS');
  if (legs === undefined || legs.length < 2 || first === undefined) return <span />;
  return (
    <label className="flex cursor-pointer items-center gap-2 text-small text-muted hover:text-ink">
      <input
        type="checkbox"
        className="accent-accent"
        checked={!skipDns}
        onChange={(event) => playback.getState().setSkipDns(!event.target.checked)}
      />
      {words.dnsLookup(first.lookup.questions.length)}
    </label>
  );
}
