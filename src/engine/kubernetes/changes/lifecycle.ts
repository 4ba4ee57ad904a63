import { isLongRunning } from '../matching/long-running.ts';
import { SLEEP } from '../projection/container-texts.ts';
import type { RawObject } from '../model/object.ts';
import {
  type Cursor,
  createCursor,
  field,
  fieldAt,
  isAbsent,
  readInteger,
  readList,
  readText,
} from '../model/reader.ts';

/** A readinessProbe; times in milliseconds. */
export interface ReadinessProbe {
  readonly initialDelay: number;
  readonly period: number;
  readonly failureThreshold: number;
  readonly successThreshold: number;
}

/** What a container's spec says about its start and its end. */
export interface ContainerLifecycle {
  readonly name: string;
  readonly readiness?: ReadinessProbe;
  /** Milliseconds of the preStop hook; 0: none, or one whose length cannot be known. */
  readonly preStop: number;
}

export interface PodLifecycle {
  /** terminationGracePeriodSeconds in milliseconds. */
  readonly grace: number;
  /** Containers that keep running, in order. */
  readonly containers: readonly ContainerLifecycle[];
  /** Milliseconds it stays on a node that does not answer; undefined: for ever. */
  readonly toleration: number | undefined;
}

const SECOND = 1000;
/** Set by the admission plugin DefaultTolerationSeconds. */
const DEFAULT_TOLERATION_SECONDS = 300;
const UNREACHABLE = 'node.kubernetes.io/unreachable';

const known = new WeakMap<RawObject, PodLifecycle>();

/** Reads a Pod; defaults as the API server sets them. // core/v1 Probe, Lifecycle, PodSpec */
export function lifecycleOf(pod: RawObject): PodLifecycle {
  let found = known.get(pod);
  if (found === undefined) {
    const spec = field(createCursor(pod, []), 'spec');
    found = {
      grace: seconds(field(spec, 'terminationGracePeriodSeconds'), 30),
      containers: [
        ...readList(field(spec, 'initContainers'), (item) => readContainer(item, true)),
        ...readList(field(spec, 'containers'), (item) => readContainer(item, false)),
      ],
      toleration: readToleration(field(spec, 'tolerations')),
    };
    known.set(pod, found);
  }
  return found;
}

function seconds(cursor: Cursor, otherwise: number): number {
  return (readInteger(cursor, 0, 2 ** 31 - 1) ?? otherwise) * SECOND;
}

function readContainer(cursor: Cursor, init: boolean): ContainerLifecycle | undefined {
  const restartPolicy = init ? readText(field(cursor, 'restartPolicy')) : undefined;
  if (!isLongRunning({ init, ...(restartPolicy === undefined ? {} : { restartPolicy }) })) return undefined;
  const readiness = readProbe(field(cursor, 'readinessProbe'));
  return {
    name: readText(field(cursor, 'name')) ?? '',
    preStop: readPreStop(fieldAt(cursor, 'lifecycle', 'preStop')),
    ...(readiness === undefined ? {} : { readiness }),
  };
}

/** Simplification: startupProbe and livenessProbe are not played; a probe that fails does so at once, not after its timeout. */
function readProbe(cursor: Cursor): ReadinessProbe | undefined {
  if (isAbsent(cursor)) return undefined;
  return {
    initialDelay: seconds(field(cursor, 'initialDelaySeconds'), 0),
    period: Math.max(seconds(field(cursor, 'periodSeconds'), 10), SECOND),
    failureThreshold: Math.max(readInteger(field(cursor, 'failureThreshold'), 0, 1000) ?? 3, 1),
    successThreshold: Math.max(readInteger(field(cursor, 'successThreshold'), 0, 1000) ?? 1, 1),
  };
}

/**
 * The sleep action (KEP-3960), or the sleep command in its usual spellings.
 * Simplification: any other preStop hook is taken to end at once, as its length is not written down.
 */
function readPreStop(cursor: Cursor): number {
  const slept = readInteger(fieldAt(cursor, 'sleep', 'seconds'), 0, 86_400);
  if (slept !== undefined) return slept * SECOND;
  const command = readList(fieldAt(cursor, 'exec', 'command'), readText).join(' ');
  const asked = SLEEP.exec(command)?.[1];
  return asked === undefined ? 0 : Number(asked) * SECOND;
}

/** The longest that all tolerations of the taint allow. // pkg/controller/tainteviction getMinTolerationTime */
function readToleration(cursor: Cursor): number | undefined {
  const matching = readList(cursor, (item) => {
    const key = readText(field(item, 'key'));
    const effect = readText(field(item, 'effect'));
    if ((key !== undefined && key !== UNREACHABLE) || (effect !== undefined && effect !== 'NoExecute'))
      return undefined;
    if (key === undefined && readText(field(item, 'operator')) !== 'Exists') return undefined;
    const limit = readInteger(field(item, 'tolerationSeconds'), 0, 2 ** 31 - 1);
    return { limit };
  });
  if (matching.length === 0) return DEFAULT_TOLERATION_SECONDS * SECOND;
  const limits = matching.flatMap(({ limit }) => limit ?? []);
  return limits.length === 0 ? undefined : Math.min(...limits) * SECOND;
}
