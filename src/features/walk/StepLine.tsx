import { Fragment, memo, type ReactNode } from 'react';
import type { Cluster } from '../../engine/objects.ts';
import {
  type PacketHeader,
  type ConntrackEntry,
  type Hop,
  type Step,
  type Flow,
  formatEndpoint,
} from '../../engine/packets.ts';
import type { Carries } from '../../engine/outcomes.ts';
import { ruleText } from '../../narration/rule-text.ts';
import { useDocument } from '../../simulation/workspace/context.ts';
import { Change } from './Change.tsx';
import { packetChanges } from './words/packet-changes.ts';
import { quietWords } from './words/step-groups.ts';

interface LineProps {
  readonly hop: Hop;
  readonly direction: Carries;
  readonly cluster: Cluster;
  /** Cue of the (first) step. */
  readonly cue: number;
  readonly onSeek: (cue: number) => void;
}

export interface StepLineProps extends LineProps {
  readonly step: Step;
  /** The header before this step; undefined at the start of a hop. */
  readonly before: PacketHeader | undefined;
  readonly current: boolean;
}

/** A step: its title and what it changed; while the packet is at it also why, the rule, and the tracked connection. */
export const StepLine = memo(function StepLine(props: StepLineProps) {
  const { step, before, hop, direction, cluster, current, cue, onSeek } = props;
  const narrator = useDocument((state) => state.narrator);
  const { title, sentence } = narrator.step(step, { cluster, hop, direction });
  const changes = before === undefined ? [] : packetChanges(before, step.packet);
  return (
    <Line
      current={current}
      onClick={() => onSeek(cue)}
      detail={current && <Explanation step={step} sentence={sentence} />}
    >
      <span className={`break-words ${current ? 'font-semibold text-ink' : 'text-ink'}`}>{title}</span>
      {changes.map((change) => (
        <Change key={change.label} change={change} />
      ))}
    </Line>
  );
});

export interface QuietLineProps extends LineProps {
  readonly steps: readonly Step[];
  /** Index of the current one among `steps`; -1 for none. */
  readonly current: number;
}

/** Steps that say little, on one line; the current one is told while the packet is at it. */
export const QuietLine = memo(function QuietLine(props: QuietLineProps) {
  const { steps, hop, direction, cluster, current, cue, onSeek } = props;
  const narrator = useDocument((state) => state.narrator);
  const context = { cluster, hop, direction };
  const now = steps[current];
  if (now === undefined) {
    return (
      <Line current={false} onClick={() => onSeek(cue)}>
        <span className="break-words text-faint">
          {quietWords(steps.map((step) => narrator.step(step, context).title))}
        </span>
      </Line>
    );
  }
  const { title, sentence } = narrator.step(now, context);
  return (
    <Line current onClick={() => onSeek(cue)} detail={<Explanation step={now} sentence={sentence} />}>
      <span className="flex w-full flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-semibold break-words text-ink">{title}</span>
        {steps.length > 1 && (
          <span className="text-muted">
            {current + 1} of {steps.length} small steps
          </span>
        )}
      </span>
    </Line>
  );
});

/** Why, and what one finds on the host: text to read and to copy, so it is no part of the button. */
function Explanation({ step, sentence }: { readonly step: Step; readonly sentence: string }) {
  return (
    <div className="flex flex-col gap-1 pr-4 pb-1 pl-2">
      <span className="break-words text-ink">{sentence}</span>
      <StepDetail step={step} sentence={sentence} />
    </div>
  );
}

/** What a person could look up on the host: the rule that matched, the tracked connection. */
function StepDetail({ step, sentence }: { readonly step: Step; readonly sentence: string }) {
  if (step.type === 'RULE') {
    const { index, of, chain, table, hook } = step.detail;
    // Most sentences begin with the rule's place.
    const told = sentence.includes(`${index} of ${of}`);
    return (
      <span className="flex w-full flex-col gap-0.5 pt-1">
        <span className="break-words text-muted">
          {told ? `${table} table, ${hook} hook` : `rule ${index} of ${of} in ${chain}, ${table} table, ${hook} hook`}
        </span>
        <span className="block rounded border border-line bg-surface px-2 py-1 font-mono text-[0.75rem]">
          {ruleText(step)
            .split(' ')
            .map((word, at) => (
              // Words repeat (-m): the place is what identifies one.
              // oxlint-disable-next-line react/no-array-index-key
              <Fragment key={at}>
                {at > 0 && ' '}
                <span className="inline-block max-w-full break-all">{word}</span>
              </Fragment>
            ))}
        </span>
      </span>
    );
  }
  if ((step.type === 'TRANSLATE' || step.type === 'CONNTRACK') && step.detail.entry !== undefined) {
    return <Conntrack entry={step.detail.entry} />;
  }
  return null;
}

interface LineFrameProps {
  readonly current: boolean;
  readonly onClick: () => void;
  /** The words of the button. */
  readonly children: ReactNode;
  readonly detail?: ReactNode;
}

function Line({ current, onClick, children, detail }: LineFrameProps) {
  return (
    <div className={`text-small ${current ? 'bg-accent-soft' : 'hover:bg-sunken'}`}>
      <button
        type="button"
        className="relative flex w-full flex-col items-start py-1 pr-4 pl-2 text-left focus-visible:-outline-offset-2"
        onClick={onClick}
      >
        {children}
      </button>
      {detail}
    </div>
  );
}

function Conntrack({ entry }: { readonly entry: ConntrackEntry }) {
  return (
    <span className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 pt-1 font-mono text-[0.75rem]">
      <span className="col-span-2 font-sans text-muted">conntrack entry</span>
      <span className="text-muted">original</span>
      <span className="break-words">{flowText(entry.original)}</span>
      <span className="text-muted">reply</span>
      <span className="break-words">{flowText(entry.reply)}</span>
    </span>
  );
}

function flowText({ sourceIP, sourcePort, destinationIP, destinationPort }: Flow): string {
  return `${formatEndpoint(sourceIP, sourcePort)} → ${formatEndpoint(destinationIP, destinationPort)}`;
}
