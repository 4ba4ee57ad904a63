import type { RoomWords } from '../../narration/page/language.ts';
import { useStore } from 'zustand';
import { type Delays, DEFAULT_DELAYS, proxySyncOf } from '../../engine/changes.ts';
import type { ChangeSession } from '../../simulation/changes/change-session.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';
import { seconds } from './event-words.ts';

type DelayName = Extract<keyof RoomWords['changes']['delay'], keyof Delays>;

/** The longest there is to choose, in seconds. */
const DELAYS: readonly (readonly [name: DelayName, max: number])[] = [
  ['endpointSlice', 10],
  ['proxySync', 20],
  ['boot', 30],
  ['shutdown', 30],
  ['sandbox', 10],
  ['controller', 5],
  ['nodeMonitorGrace', 120],
  ['healthCheck', 60],
];

/** A kube-proxy of its own for each node, as long as there are few. */
const MOST_NODES = 4;

/** How long each part takes to act. What a pod says itself (probes, preStop, grace period) is in its manifest. */
export function DelayPanel({ session: { changes } }: { readonly session: ChangeSession }) {
  const words = useWords('changes');
  const delays = useStore(changes, (state) => state.delays);
  const nodes = useStore(changes, (state) => state.open?.timeline.base.nodes) ?? [];
  const { setDelays } = changes.getState();
  return (
    <div className="@container px-4 py-3" role="group" aria-label={words.delays}>
      <div className="grid gap-x-6 gap-y-1 @[32rem]:grid-cols-2 @[50rem]:grid-cols-3">
        {DELAYS.map(([name, max]) => (
          <Slider
            key={name}
            {...words.delay[name]}
            max={max}
            value={delays[name]}
            onChange={(value) => setDelays({ [name]: value })}
          />
        ))}
        {nodes.length <= MOST_NODES &&
          nodes.map((node) => (
            <Slider
              key={node.name}
              label={words.delayOn(node.name)}
              hint={words.aboutDelayOn(node.name)}
              max={20}
              value={proxySyncOf(delays, node.name)}
              onChange={(value) => setDelays({ proxySyncOn: { ...delays.proxySyncOn, [node.name]: value } })}
            />
          ))}
      </div>
      <Button label={words.resetDelays} className="-ml-3" onClick={() => setDelays(DEFAULT_DELAYS)} />
    </div>
  );
}

interface SliderProps {
  readonly label: string;
  readonly hint: string;
  /** Seconds. */
  readonly max: number;
  /** Milliseconds. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** Fine at the short end, where most delays are. */
const RESOLUTION = 200;

function Slider({ label, hint, max, value, onChange }: SliderProps) {
  const longest = max * 1000;
  const share = Math.sqrt(Math.min(value, longest) / longest);
  return (
    <label
      className="grid grid-cols-[minmax(0,9.5rem)_minmax(3rem,1fr)_3.25rem] items-center gap-2 text-small"
      title={hint}
    >
      <span className="truncate text-muted">{label}</span>
      <input
        type="range"
        className="h-5 w-full min-w-0 accent-accent"
        min={0}
        max={RESOLUTION}
        value={Math.round(share * RESOLUTION)}
        aria-valuetext={seconds(value)}
        onChange={(event) => {
          const wanted = (Number(event.target.value) / RESOLUTION) ** 2 * longest;
          onChange(Math.round(wanted / 100) * 100);
        }}
      />
      <span className="text-right font-mono text-ink">{seconds(value)}</span>
    </label>
  );
}
