import type { RoomWords } from '../../../narration/page/language.ts';
import { Fragment } from 'react';
import { type ConntrackEntry, type Flow, formatEndpoint, type Step } from '../../../engine/packets.ts';
import { carries } from '../../../engine/outcomes.ts';
import { ruleText } from '../../../narration/rule-text.ts';
import { useDocument, usePlayback } from '../../../simulation/workspace/context.ts';
import { cueHop, cueStep } from '../../../simulation/playback/timeline.ts';
import { PacketHeaderPanel } from './PacketHeaderPanel.tsx';
import { stepGroups } from '../words/step-groups.ts';
import { CopyButton } from '../../../ui/copying/CopyButton.tsx';
import { useWords } from '../../../ui/words.ts';

/**
 * The step the packet is at: what it carries, why, and what one finds on the host. It has its own place below the list, so that
 * the eye need not look for it and no line of the list is moved by it.
 */
export function StepPanel() {
  return (
    <>
      <PacketHeaderPanel />
      <Explanation />
    </>
  );
}

function Explanation() {
  const words = useWords('walkDetail');
  const narrator = useDocument((state) => state.narrator);
  const cluster = useDocument((state) => state.router.cluster);
  const timeline = usePlayback((state) => state.timeline);
  const index = usePlayback((state) => state.cue);
  const cue = timeline?.cues[index];
  if (timeline === undefined || cue === undefined) return null;
  const hop = cueHop(timeline, cue);
  const step = cueStep(timeline, cue);
  const leg = timeline.outcome.legs[cue.leg];
  if (hop === undefined || step === undefined || leg === undefined) return null;
  const { title, sentence } = narrator.step(step, { cluster, hop, direction: carries(leg, cue.direction) });
  const quiet = timeline.depth === 'hops' ? quietPlace(hop.steps, cue.step, words.step) : undefined;
  return (
    // Another step is another text: none of it is the old one that moved.
    <div key={index} className="flex flex-col gap-1 px-4 py-2 text-small max-md:gap-0 max-md:py-1">
      {/* On a phone there is room for what the list does not say. */}
      <p
        className={`flex flex-wrap items-baseline justify-between gap-x-3 font-semibold break-words text-ink ${quiet === undefined ? 'max-md:hidden' : ''}`}
      >
        {title}
        {quiet !== undefined && <span className="font-normal text-muted">{quiet}</span>}
      </p>
      <p className="break-words text-ink">{sentence}</p>
      <StepDetail step={step} sentence={sentence} />
    </div>
  );
}

/** Which of the steps that share a line it is. */
function quietPlace(
  steps: readonly Step[],
  step: number,
  words: Pick<RoomWords['walkDetail']['step'], 'small'>,
): string | undefined {
  const group = stepGroups(steps, false).findLast(({ first }) => first <= step);
  if (group?.kind !== 'quiet' || group.steps.length < 2) return undefined;
  return words.small(step - group.first + 1, group.steps.length);
}

/** What a person could look up on the host: the rule that matched, the tracked connection. */
function StepDetail({ step, sentence }: { readonly step: Step; readonly sentence: string }) {
  const words = useWords('walkDetail');
  const copying = useWords('copying');
  if (step.type === 'RULE') {
    const { index, of, chain, table, hook } = step.detail;
    // Most sentences begin with the rule's place.
    const place = words.step.place(table, hook);
    const rule = ruleText(step);
    const told = words.step.tellsPlace(sentence, index, of);
    return (
      <>
        <p className="pt-1 break-words text-muted">{told ? place : words.step.rule({ index, of, chain, place })}</p>
        <p className="flex items-start gap-1 rounded border border-line bg-surface py-0.5 pr-0.5 pl-2 font-mono text-[0.75rem]">
          <span className="min-w-0 flex-1 py-0.5">
            {rule.split(' ').map((word, at) => (
              // Words repeat (-m): the place is what identifies one.
              // oxlint-disable-next-line react/no-array-index-key
              <Fragment key={at}>
                {at > 0 && ' '}
                <span className="inline-block max-w-full break-all">{word}</span>
              </Fragment>
            ))}
          </span>
          <CopyButton label={copying.copyRule} text={rule} className="shrink-0 font-sans" />
        </p>
      </>
    );
  }
  if ((step.type === 'TRANSLATE' || step.type === 'CONNTRACK') && step.detail.entry !== undefined) {
    return <Conntrack entry={step.detail.entry} />;
  }
  return null;
}

function Conntrack({ entry }: { readonly entry: ConntrackEntry }) {
  const words = useWords('walkDetail');
  const copying = useWords('copying');
  const [original, reply] = [flowText(entry.original), flowText(entry.reply)];
  return (
    <p className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 pt-1 font-mono text-[0.75rem]">
      <span className="col-span-2 flex items-center gap-1 font-sans text-muted">
        {words.step.conntrackEntry}
        <CopyButton label={copying.copyEntry} text={`${original}\n${reply}`} />
      </span>
      <span className="text-muted">{words.step.original}</span>
      <span className="break-words">{original}</span>
      <span className="text-muted">{words.step.reply}</span>
      <span className="break-words">{reply}</span>
    </p>
  );
}

function flowText({ sourceIP, sourcePort, destinationIP, destinationPort }: Flow): string {
  return `${formatEndpoint(sourceIP, sourcePort)} → ${formatEndpoint(destinationIP, destinationPort)}`;
}
