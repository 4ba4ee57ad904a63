import type { RoomWords } from '../../../narration/page/language.ts';
import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { carries } from '../../../engine/outcomes.ts';
import { useDocument, usePlayback, useSimulation } from '../../../simulation/workspace/context.ts';
import type { Timeline } from '../../../simulation/playback/timeline.ts';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { useWords } from '../../../ui/words.ts';
import { HopItem } from './HopItem.tsx';
import { walkSections, type WalkSection } from '../words/walk-sections.ts';

/** The lookup is left out of the walk until somebody wants to see it. */
const DnsQuestions = lazyPart(
  { part: 'questions', place: 'line' },
  async () => (await import('./DnsQuestions.tsx')).DnsQuestions,
);

interface WalkListProps {
  readonly timeline: Timeline;
  readonly allSteps: boolean;
  /** Told when it is there. */
  readonly onListed: (listed: true) => void;
}

/** Every hop of the walk, in order: what the eye follows and a screen reader reads. */
export function WalkList({ timeline, allSteps, onListed }: WalkListProps) {
  useEffect(() => onListed(true), [onListed]);
  const words = useWords('walkDetail');
  const { playback } = useSimulation();
  const cluster = useDocument((state) => state.router.cluster);
  const cue = usePlayback((state) => state.cue);
  const sections = useMemo(() => walkSections(timeline, words), [timeline, words]);
  const { seekCue } = playback.getState();
  return (
    <ol aria-label={words.list} className="flex flex-col pb-4">
      {sections.flatMap((section) =>
        section.hops.map((entry, index) => {
          const step = cue - entry.firstCue;
          return (
            <li key={entry.key}>
              {index === 0 && <SectionTitle section={section} />}
              <HopItem
                entry={entry}
                direction={carries(section.leg, section.direction)}
                cluster={cluster}
                current={step >= 0 && step < entry.hop.steps.length ? step : -1}
                allSteps={allSteps}
                onSeek={seekCue}
              />
            </li>
          );
        }),
      )}
    </ol>
  );
}

function SectionTitle({ section: { title, direction, leg, hops } }: { readonly section: WalkSection }) {
  const words = useWords('walkDetail');
  const Arrow = direction === 'request' ? ArrowRight : ArrowLeft;
  const detail = direction === 'request' ? legDetail(leg, words) : undefined;
  return (
    <div className="flex flex-col gap-0.5 border-t border-line px-4 pt-3 pb-1 text-small">
      <h2
        className={`flex items-center gap-2 font-semibold ${direction === 'request' ? 'text-request' : hops[0]?.state === 'rejected' ? 'text-rejected' : 'text-reply'}`}
      >
        <Arrow size={14} aria-hidden />
        {title}
      </h2>
      {detail !== undefined && <p className="break-words text-muted">{detail}</p>}
      {direction === 'request' && leg.kind === 'DNS' && <DnsQuestions lookup={leg.lookup} />}
    </div>
  );
}

/** What the leg is for, where its packets alone do not tell. */
function legDetail(leg: WalkSection['leg'], words: RoomWords['walkDetail']): string | undefined {
  if (leg.kind === 'DNS' || leg.kind === 'CONNECTION') return undefined;
  const { route, backend } = leg.kind === 'PROXIED' ? (leg.http ?? leg) : leg;
  const status = leg.kind === 'PROXIED' ? leg.http?.status : undefined;
  const by = route && words.byRule(`${route.kind} ${route.namespace}/${route.name}`, route.rule + 1);
  const to = backend && words.toService(`${backend.namespace}/${backend.service}:${backend.port}`);
  const way = [by, to].filter((part) => part !== undefined).join(' ');
  if (status === undefined) return way === '' ? undefined : way;
  return `${way}${way === '' ? '' : '; '}HTTP ${status}`;
}
