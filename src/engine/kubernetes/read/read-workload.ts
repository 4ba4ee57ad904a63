import { readCondition, readPodSpec } from './read-pod.ts';
import {
  type Cursor,
  field,
  fieldAt,
  isRecord,
  noteIssue,
  readInteger,
  readStringMap,
  readText,
} from '../model/reader.ts';
import { MISSING_PODS } from '../fields/missing-pods.ts';
import { withoutUndefined } from './read-service.ts';
import type { ObservedPods, WorkloadSpec } from '../model/specs.ts';

const MAX_INT32 = 2 ** 31 - 1;

/** A Deployment, ReplicaSet, StatefulSet, DaemonSet or Job. Replicas default to 1; those of a Job are its running pods. */
export function readWorkload(object: Cursor): WorkloadSpec {
  const spec = field(object, 'spec');
  const template = field(spec, 'template');
  if (!isRecord(template.value)) {
    noteIssue(template, 'error', { code: 'FIELD_MISSING', detail: { is: 'POD_TEMPLATE' } });
  }
  const status = field(object, 'status');
  const kind = field(object, 'kind').value;
  const serviceName = readText(field(spec, 'serviceName'));
  const selector = readStringMap(fieldAt(spec, 'selector', 'matchLabels'));
  const complete = readCondition(field(status, 'conditions'), 'Complete')?.status === 'True';
  return {
    replicas: kind === 'Job' ? readJobPods(spec) : (readInteger(field(spec, 'replicas'), 0, MAX_INT32) ?? 1),
    templateLabels: readStringMap(fieldAt(template, 'metadata', 'labels')) ?? {},
    rawTemplate: isRecord(template.value) ? template.value : {},
    pod: readPodSpec(field(template, 'spec')),
    ordinalStart: readInteger(fieldAt(spec, 'ordinals', 'start'), 0, MAX_INT32) ?? 0,
    complete: complete || readCondition(field(status, 'conditions'), 'Failed')?.status === 'True',
    ...withoutUndefined({ observed: readObserved(status, kind) }),
    ...(serviceName === undefined ? {} : { serviceName }),
    ...(selector === undefined ? {} : { selector }),
  };
}

const COUNTS: Readonly<Record<string, string>> = { DaemonSet: 'currentNumberScheduled', Job: 'active' };

/** What tools write into manifests, `status: {}` or zeros, is no controller's word. */
function readObserved(status: Cursor, kind: unknown): ObservedPods | undefined {
  const looked = readInteger(field(status, 'observedGeneration'), 0, Number.MAX_SAFE_INTEGER) ?? 0;
  const pods = readInteger(field(status, COUNTS[String(kind)] ?? 'replicas'), 0, MAX_INT32) ?? 0;
  if (looked === 0 && pods === 0) return undefined;
  const reason = MISSING_PODS.flatMap(([type, is]) => {
    const found = readCondition(field(status, 'conditions'), type);
    return found?.status === is ? (found.reason() ?? []) : [];
  })[0];
  return { pods, ...withoutUndefined({ reason }) };
}

function readJobPods(spec: Cursor): number {
  const parallelism = readInteger(field(spec, 'parallelism'), 0, MAX_INT32) ?? 1;
  const completions = readInteger(field(spec, 'completions'), 0, MAX_INT32) ?? parallelism;
  return field(spec, 'suspend').value === true ? 0 : Math.min(parallelism, completions);
}
