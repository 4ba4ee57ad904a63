import { useStore } from 'zustand';
import { type Delays, DEFAULT_DELAYS, proxySyncOf } from '../../engine/changes.ts';
import type { ChangeSession } from '../../simulation/changes/change-session.ts';
import { Button } from '../../ui/Button.tsx';
import { seconds } from './event-words.ts';

type DelayName = Exclude<keyof Delays, 'proxySyncOn'>;

interface DelayPlan {
  readonly name: DelayName;
  readonly label: string;
  readonly hint: string;
  /** Seconds. */
  readonly max: number;
}

const DELAYS: readonly DelayPlan[] = [
  {
    name: 'endpointSlice',
    label: 'EndpointSlice',
    hint: 'From a pod’s change to the EndpointSlice that tells of it',
    max: 10,
  },
  { name: 'proxySync', label: 'kube-proxy', hint: 'From the EndpointSlice to rules in the node’s kernel', max: 20 },
  { name: 'boot', label: 'Application starts', hint: 'From a process running to its listening', max: 30 },
  {
    name: 'shutdown',
    label: 'Application stops',
    hint: 'From SIGTERM, upon which it stops listening, to its exit',
    max: 30,
  },
  { name: 'sandbox', label: 'Sandbox', hint: 'From being scheduled to having an address', max: 10 },
  { name: 'controller', label: 'Controllers', hint: 'Until a controller, the scheduler or a kubelet acts', max: 5 },
  {
    name: 'nodeMonitorGrace',
    label: 'Node not ready',
    hint: '--node-monitor-grace-period of kube-controller-manager',
    max: 120,
  },
  { name: 'healthCheck', label: 'Health checks', hint: 'Until the load balancer has noticed', max: 60 },
];

/** A kube-proxy of its own for each node, as long as there are few. */
const MOST_NODES = 4;

/** How long each part takes to act. What a pod says itself (probes, preStop, grace period) is in its manifest. */
export function DelayPanel({ session: { changes } }: { readonly session: ChangeSession }) {
  const delays = useStore(changes, (state) => state.delays);
  const nodes = useStore(changes, (state) => state.open?.timeline.base.nodes) ?? [];
  const { setDelays } = changes.getState();
  return (
    <div className="@container px-4 py-3" role="group" aria-label="Delays">
      <div className="grid gap-x-6 gap-y-1 @[32rem]:grid-cols-2 @[50rem]:grid-cols-3">
        {DELAYS.map(({ name, label, hint, max }) => (
          <Slider
            key={name}
            label={label}
            hint={hint}
            max={max}
            value={delays[name]}
            onChange={(value) => setDelays({ [name]: value })}
          />
        ))}
        {nodes.length <= MOST_NODES &&
          nodes.map((node) => (
            <Slider
              key={node.name}
              label={`kube-proxy ${node.name}`}
              hint={`From the EndpointSlice to rules in the kernel of ${node.name}`}
              max={20}
              value={proxySyncOf(delays, node.name)}
              onChange={(value) => setDelays({ proxySyncOn: { ...delays.proxySyncOn, [node.name]: value } })}
            />
          ))}
      </div>
      <Button label="Reset delays" className="-ml-3" onClick={() => setDelays(DEFAULT_DELAYS)} />
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
