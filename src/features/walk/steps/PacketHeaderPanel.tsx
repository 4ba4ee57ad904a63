import { usePlayback } from '../../../simulation/workspace/context.ts';
import { formatEndpoint } from '../../../engine/packets.ts';
import { innerPacket } from '../../../simulation/playback/inner-packet.ts';
import { cueTrace } from '../../../simulation/playback/timeline.ts';
import { type HeaderLine, headerLines } from '../words/packet-changes.ts';
import { useWords } from '../../../ui/words.ts';

/** The packet's header as it is now; fields that changed since it set off are marked, with what they were. */
export function PacketHeaderPanel() {
  const words = useWords('walkDetail');
  const { header } = useWords('walk');
  const timeline = usePlayback((state) => state.timeline);
  const index = usePlayback((state) => state.cue);
  const cue = timeline?.cues[index];
  if (timeline === undefined || cue === undefined) return null;
  const start = cueTrace(timeline, cue)?.hops[0]?.steps[0]?.packet ?? cue.packet;
  const previous = timeline.cues[index - 1];
  const sameWay = previous !== undefined && previous.leg === cue.leg && previous.direction === cue.direction;
  const inner = innerPacket(timeline, cue);
  const lines = headerLines({ now: cue.packet, start, before: sameWay ? previous.packet : cue.packet }, header);
  return (
    <section aria-label={words.header.title} className="px-4 pt-2">
      <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-small">
        {lines.slice(0, 2).map((line) => (
          <div key={line.name} className="flex w-full items-baseline gap-x-2">
            <dt className="w-19 shrink-0 text-muted">{header[line.name]}</dt>
            <Value line={line} />
          </div>
        ))}
        {lines.slice(2).map((line) => (
          <div
            key={line.name}
            className={`flex items-baseline gap-x-2 ${line.was === undefined && !line.fresh ? 'max-md:hidden' : ''}`}
          >
            <dt className={`text-muted ${line.name === 'protocol' ? 'w-19' : ''}`}>{header[line.name]}</dt>
            <Value line={line} />
          </div>
        ))}
        {inner !== undefined && (
          <div className="flex w-full items-baseline gap-x-2">
            <dt className="w-19 shrink-0 text-muted">{words.header.inside}</dt>
            <dd className="min-w-0 font-mono break-all text-ink">
              {formatEndpoint(inner.sourceIP, inner.sourcePort)} →{' '}
              {formatEndpoint(inner.destinationIP, inner.destinationPort)}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Value({ line }: { readonly line: HeaderLine }) {
  const words = useWords('walkDetail');
  const changed = line.was !== undefined;
  return (
    <dd
      className={`-mx-1 min-w-0 rounded px-1 font-mono transition-colors duration-200 ${line.fresh ? 'bg-changed-soft' : ''} ${changed || line.fresh ? 'text-changed' : 'text-ink'}`}
    >
      <span className="inline-block break-all">
        {changed && <span aria-hidden>▸ </span>}
        {line.now}
      </span>
      {changed && (
        <>
          {' '}
          <span className="inline-block text-[0.75rem] break-all text-muted">
            <span className="font-sans">{words.header.was}</span> {line.was}
          </span>
        </>
      )}
    </dd>
  );
}
