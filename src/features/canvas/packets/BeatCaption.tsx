import { Fragment, type RefObject, useLayoutEffect } from 'react';
import { useDocument, usePlayback } from '../../../simulation/workspace/context.ts';
import { beatAt } from '../../../simulation/playback/timeline.ts';
import type { PacketState } from '../../../simulation/playback/cue.ts';

const BORDER: Readonly<Record<PacketState, string>> = {
  request: 'border-request',
  reply: 'border-reply',
  rejected: 'border-rejected',
  dropped: 'border-dropped',
  unknown: 'border-changed',
};

/**
 * The sentence of the beat that is told, on the board beside its packet; who draws the packet puts it in its place. Its size is its
 * own: that of the board's text grows with the distance.
 */
export function BeatCaption({ box }: { readonly box: RefObject<HTMLParagraphElement | null> }) {
  const narrator = useDocument((state) => state.narrator);
  const isStory = usePlayback(({ depth, timeline }) => depth === 'story' && timeline !== undefined);
  const beat = usePlayback(({ timeline, cue }) => timeline && beatAt(timeline, cue));
  const count = usePlayback(({ timeline }) => timeline?.beats.length ?? 0);
  const state = usePlayback(({ timeline, cue }) => timeline?.cues[beatAt(timeline, cue)?.last ?? -1]?.state);
  useLayoutEffect(() => {
    // Until it is put where there is room for it.
    if (beat !== undefined) box.current?.style.setProperty('visibility', 'hidden');
  }, [beat, box]);
  return (
    <p
      ref={box}
      hidden={!isStory || beat === undefined}
      data-beat={beat?.beat.lead.kind}
      className={`pointer-events-none absolute top-0 left-0 z-7 w-max max-w-64 rounded-md border-l-4 forced-colors:border-y forced-colors:border-r bg-raised px-3 py-1.5 text-[0.8125rem]/5 text-pretty text-ink shadow-md in-data-presenting:max-w-96 in-data-presenting:text-[1.125rem]/6 ${BORDER[state ?? 'request']}`}
    >
      {beat !== undefined && (
        // Another beat is another text: none of its words is one of the last beat’s that moved.
        <Fragment key={beat.index}>
          <span className="mr-2 font-mono text-muted">
            {beat.index + 1}/{count}
          </span>
          {narrator
            .beat(beat.beat)
            .caption.split(' ')
            .map((word, at) => (
              // Names are not torn at their hyphens.
              // oxlint-disable-next-line react/no-array-index-key
              <Fragment key={at}>
                {at > 0 && ' '}
                <span className="inline-block max-w-full break-words">{word}</span>
              </Fragment>
            ))}
        </Fragment>
      )}
    </p>
  );
}
