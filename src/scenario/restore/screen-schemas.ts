import * as v from 'valibot';
import type { Delays } from '../../engine/changes.ts';
import type { Step } from '../../engine/packets.ts';

/** An hour, in milliseconds: no timeline needs more. */
export const LONGEST_TIMELINE = 3_600_000;
const MOST_REPLICAS = 5000;

const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(253));
const text = v.pipe(v.string(), v.maxLength(600));
const milliseconds = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(LONGEST_TIMELINE));

const STEP_TYPES: Readonly<Record<Step['type'], true>> = {
  SOCKET: true,
  INTERFACE: true,
  BRIDGE: true,
  ROUTE: true,
  NEIGHBOR: true,
  RULE: true,
  POLICY: true,
  TRANSLATE: true,
  CONNTRACK: true,
  TTL: true,
  IPVS: true,
  BPF: true,
  TUNNEL: true,
  REDIRECT: true,
  MTU: true,
  TLS_TERMINATED: true,
  ROUTE_MATCHED: true,
  NO_ROUTE_MATCHED: true,
  SIDECAR: true,
};

export const stepAddressSchema = v.object({
  leg: index,
  direction: v.picklist(['request', 'reply']),
  hop: index,
  type: v.picklist(Object.keys(STEP_TYPES) as Step['type'][]),
  action: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Z_]{1,30}$/))),
  nth: v.exactOptional(index),
});

export const choicesSchema = v.pipe(v.array(index), v.maxLength(1000));
export const lensSchema = v.picklist(['objects', 'wires', 'application']);
/** "key" and "all" were the names of hops and rules. */
export const depthSchema = v.picklist(['story', 'hops', 'rules', 'key', 'all']);
export const yesSchema = v.literal(true);
export const elementSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(600));
export const walkSpeedSchema = v.pipe(v.number(), v.minValue(0.25), v.maxValue(4));

export const inspectorSchema = v.object({
  tab: v.exactOptional(text),
  filter: v.exactOptional(text),
  family: v.exactOptional(v.literal(6)),
});

export const reachSchema = v.object({
  from: v.exactOptional(text),
  to: v.exactOptional(text),
  onlyChanges: v.exactOptional(v.literal(true)),
});

/** Frames that are folded and opened one by one are among them. */
export const unfoldedSchema = v.pipe(v.array(text), v.maxLength(500));

export const baseSchema = v.object({
  lesson: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)),
  edition: v.pipe(v.string(), v.regex(/^[a-z0-9]{7}$/)),
  // Applied to the lesson, the outcome is checked as any document is.
  difference: v.exactOptional(v.custom<object>((value) => typeof value === 'object' && value !== null)),
  request: v.exactOptional(index),
});

const workload = v.object({ kind: name, namespace: v.exactOptional(name), name });

export const timedChangeSchema = v.object({
  at: milliseconds,
  change: v.variant('type', [
    v.object({
      type: v.picklist(['fail-readiness', 'recover', 'crash', 'delete-pod']),
      namespace: name,
      pod: name,
    }),
    v.object({ type: v.literal('roll-out'), workload }),
    v.object({
      type: v.literal('scale'),
      workload,
      replicas: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_REPLICAS)),
    }),
    v.object({ type: v.picklist(['node-down', 'node-up', 'drain']), node: name }),
  ]),
});

const DELAYS: Readonly<Record<Exclude<keyof Delays, 'proxySyncOn'>, typeof milliseconds>> = {
  controller: milliseconds,
  sandbox: milliseconds,
  start: milliseconds,
  boot: milliseconds,
  shutdown: milliseconds,
  teardown: milliseconds,
  endpointSlice: milliseconds,
  proxySync: milliseconds,
  healthCheck: milliseconds,
  nodeMonitorGrace: milliseconds,
};

/** Each delay on its own. */
export const delaySchemas = { ...DELAYS, proxySyncOn: v.record(name, milliseconds) };

/** Some of them. */
export const delaysSchema = v.partial(v.object(delaySchemas));

/** What of a timeline is not a list of its own. */
export const momentSchemas = {
  time: milliseconds,
  speed: v.pipe(v.number(), v.minValue(0.25), v.maxValue(8)),
  rate: v.pipe(v.number(), v.minValue(1), v.maxValue(50)),
  panel: v.picklist(['delays', 'events']),
};

/** More changes than anybody makes by hand. */
export const MOST_CHANGES = 100;
