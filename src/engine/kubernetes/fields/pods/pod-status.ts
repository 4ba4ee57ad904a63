import { conditions } from '../conditions.ts';
import { cleaned, type Fields, group, value } from '../field.ts';
import { filled, ifGiven, list, needed, object, part, section, unsaid } from '../schema.ts';
import { ip, oneOf, present, text } from '../values.ts';

export const PHASE = oneOf('Pending', 'Running', 'Succeeded', 'Failed');

/** A readiness gate has a name with a slash. */
const isTold = ({ type, status }: Fields): boolean =>
  type === 'Ready' || (status !== 'True' && /^(PodScheduled|ContainersReady)$|\//.test(String(type)));
/** What the scheduler says is for people; of other conditions nobody reads the message. */
const message = {
  ...cleaned((said) => said),
  unless: (_: unknown, { type, status }: Fields) => type !== 'PodScheduled' || status !== 'False',
  tell: 'condition-message',
} as const;

/** A container that runs and has not failed. */
const runs = ({ state: given }: Fields): boolean =>
  !(typeof given === 'object' && given !== null && ('waiting' in given || 'terminated' in given));
const stopped = ifGiven(part({ reason: text }));
const statuses = list(
  section(
    {
      name: needed(text),
      state: section({ running: present(group({})), waiting: stopped, terminated: stopped }),
    },
    { where: (item) => !runs(item) },
  ),
);

/** A Pod's `status`. */
export const POD_STATUS = object(
  {
    conditions: conditions({ type: value, status: value, message }, { where: isTold, filled: true }),
    phase: unsaid('Running', PHASE),
    podIP: ip,
    podIPs: {
      ...filled(list(section({ ip }))),
      unless: (given: unknown, { podIP }: Fields) =>
        Array.isArray(given) && given.length === 1 && (given[0] as Fields | null)?.['ip'] === podIP,
    },
    initContainerStatuses: statuses,
    // That its kubelet has told of them.
    containerStatuses: { ...statuses, kept: true as const },
    hostIP: ip,
  },
  { filled: true },
);
