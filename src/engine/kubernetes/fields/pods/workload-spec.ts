// What is read of every workload; what else of one enters a link is in kinds/workloads/fields.ts.

import { noteIssue } from '../../model/reader.ts';
import { conditions } from '../conditions.ts';
import { type Field, type Fields, type GroupField, value } from '../field.ts';
import { MISSING_PODS } from './missing-pods.ts';
import { podSpec } from './pod-spec.ts';
import { expected, naming, objectReader, part, readAs, readBy, type Schema, section, whenAsked } from '../schema.ts';
import { SELECTOR } from '../selector.ts';
import { integer, stringMap, text } from '../values.ts';

/** A Job's end, and why pods are missing. */
const isTold = ({ type, status }: Fields): boolean =>
  type === 'Complete' || type === 'Failed' || MISSING_PODS.some(([of, is]) => of === type && is === status);
const count = integer(0, 2 ** 31 - 1);

/** With its template, and more fields. */
export const workloadSpec = <T, F extends Field, M extends GroupField['fields']>(template: Schema<T, F>, more: M) =>
  part({
    replicas: whenAsked(count),
    selector: readAs(SELECTOR, section({ matchLabels: stringMap })),
    serviceName: naming('Service', text),
    ordinals: section({ start: count }),
    parallelism: whenAsked(count),
    completions: whenAsked(count),
    suspend: readBy(value, (cursor) => cursor.value === true),
    template: expected(template, (cursor) =>
      noteIssue(cursor, 'error', { code: 'FIELD_MISSING', detail: { is: 'POD_TEMPLATE' } }),
    ),
    ...more,
  });

export const WORKLOAD_STATUS = part(
  {
    observedGeneration: integer(0, Number.MAX_SAFE_INTEGER),
    replicas: whenAsked(count),
    currentNumberScheduled: whenAsked(count),
    active: whenAsked(count),
    conditions: conditions({ type: value, status: value, reason: value }, { where: isTold }),
  },
  { filled: true },
);

/** `spec.template`, as far as it is read here. What it says enters a link though it be the usual. */
export const READ_TEMPLATE = section({
  metadata: section({ labels: stringMap }),
  spec: podSpec((_, field) => field, { container: {}, affinity: {}, spec: {} }),
});

/** What any workload says, as far as it is read here. */
export const readWorkloadFields = objectReader({ spec: workloadSpec(READ_TEMPLATE, {}), status: WORKLOAD_STATUS });
