import { type Fields, group, text, usually, value } from '../fields/field.ts';
import { metadata } from '../fields/metadata.ts';
import { podAnnotationField } from '../fields/pod-annotations.ts';
import { POD_ANNOTATIONS, POD_SPEC } from '../fields/pod-template.ts';
import { CORE } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';

const isTold = ({ type, status }: Fields): boolean =>
  type === 'Ready' || (type === 'PodScheduled' && status !== 'True');
/** What the scheduler says is for people; of other conditions nobody reads the message. */
const message = {
  ...text((said) => said),
  unless: (_: unknown, { type, status }: Fields) => type !== 'PodScheduled' || status !== 'False',
  tell: 'message of a condition',
} as const;
const state = group({ running: group({}), waiting: group({ reason: value }), terminated: group({ reason: value }) });
/** A container that runs and has not failed. */
const runs = ({ state: given }: Fields): boolean =>
  !(typeof given === 'object' && given !== null && ('waiting' in given || 'terminated' in given));
const statuses = group({ name: value, state }, { where: (item) => !runs(item) });

export const POD = defineKind({
  ...CORE,
  kind: 'Pod',
  scope: 'namespaced',
  fields: {
    metadata: metadata(POD_ANNOTATIONS, {}, podAnnotationField),
    spec: POD_SPEC,
    status: group(
      {
        phase: usually('Running'),
        podIP: value,
        hostIP: value,
        podIPs: group(
          { ip: value },
          {
            filled: true,
            unless: (given, { podIP }) =>
              Array.isArray(given) && given.length === 1 && (given[0] as Fields | null)?.['ip'] === podIP,
          },
        ),
        conditions: group({ type: value, status: value, message }, { where: isTold, filled: true }),
        initContainerStatuses: statuses,
        // That its kubelet has told of them.
        containerStatuses: { ...statuses, kept: true },
      },
      { filled: true },
    ),
  },
});
