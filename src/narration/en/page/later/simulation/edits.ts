import type { Change } from '../../../../../engine/changes.ts';
import { type ClusterSetting, formatObjectRef, type ObjectRef, type ProxyMode } from '../../../../../engine/objects.ts';
import { endName } from '../../../phrases/names.ts';
import { MODE_NAMES } from '../../../phrases/networks.ts';
import { UNTITLED } from '../../../phrases/untitled.ts';
import { CHANGES } from '../changes.ts';

type Named<Names extends string> = Readonly<Record<Names, string>>;
type OfFiles = { readonly files: number; readonly first: string };
type OfMany = { readonly count: number };
type OfSetting = { readonly setting: ClusterSetting };

const SETTINGS: Readonly<Record<ClusterSetting, string>> = {
  cloud: 'the cloud',
  cni: 'the pod network',
  defaultNamespace: 'the namespace of objects that name none',
  kubernetesVersion: 'the version of Kubernetes',
  podCIDRs: 'the pod range',
  proxyMode: 'the proxy mode',
  serviceCIDRs: 'the Service range',
};

/** Kinds that are small letters in a sentence. */
const SMALL: Readonly<Record<string, string>> = { Pod: 'pod', Node: 'node' };

const nameOf = ({ title }: Named<'title'>): string => (title === '' ? UNTITLED : title);

const namesOf = ({ files, first }: OfFiles): string => (files === 1 ? first : `${files} files`);

/** One of a list, by its type. */
const changeText = (change: Change): string => (CHANGES.change[change.type] as (change: Change) => string)(change);

/** What was done to a board: for what can be undone, was undone, or is done again. */
export const EDITS = {
  MOVE: ({ kind, name }: { readonly kind?: string; readonly name: string }) =>
    `Move ${kind === undefined ? name : `${SMALL[kind] ?? kind} ${name}`}`,
  MOVE_SEVERAL: ({ count }: OfMany) => `Move ${count} things`,
  RESCHEDULE: ({ pod, node }: Named<'pod' | 'node'>) => `Move pod ${pod} to ${node}`,
  ARRANGE: () => 'Arrange automatically',
  SET_FIELD: ({ object, field = 'a field' }: { readonly object: ObjectRef; readonly field?: string }) =>
    `Change ${field} of ${formatObjectRef(object)}`,
  ADD_OBJECT: ({ object }: { readonly object: ObjectRef }) => `Add ${formatObjectRef(object)}`,
  ADD_REQUEST: ({ to }: Named<'to'>) => `Add the request to ${to}`,
  REMOVE_REQUEST: ({ to }: Named<'to'>) => `Remove the request to ${to}`,
  NAME_REQUEST: ({ to }: Named<'to'>) => `Rename the request to ${to}`,
  MOVE_REQUEST: ({ to }: Named<'to'>) => `Move the request to ${to}`,
  REMOVE_OBJECT: ({ object, others }: { readonly object: ObjectRef; readonly others: number }) =>
    `Delete ${formatObjectRef(object)}${others === 0 ? '' : ` and ${others} more`}`,
  DUPLICATE_OBJECT: ({ object }: { readonly object: ObjectRef }) => `Duplicate ${formatObjectRef(object)}`,
  DUPLICATE_OBJECTS: ({ count }: OfMany) => `Duplicate ${count} objects`,
  PASTE_OBJECTS: ({ count }: OfMany) => (count === 1 ? 'Paste an object' : `Paste ${count} objects`),
  RENAME_OBJECT: ({ object, name }: { readonly object: ObjectRef; readonly name: string }) =>
    `Rename ${formatObjectRef(object)} to ${name}`,
  CONNECT_OBJECTS: ({ from, to }: { readonly from: ObjectRef; readonly to: ObjectRef }) =>
    `Connect ${endName(from)} to ${endName(to)}`,
  EDIT_OBJECT: ({ object }: { readonly object: ObjectRef }) => `Edit ${formatObjectRef(object)}`,
  FIX: ({ object }: { readonly object?: ObjectRef }) =>
    object === undefined ? 'Apply fix' : `Fix ${formatObjectRef(object)}`,
  KILL_SANDBOX: ({ pod }: Named<'pod'>) => `Kill the sandbox of ${pod}`,
  STOP_CONTAINER: ({ pod, container }: Named<'pod' | 'container'>) => `Stop ${container} in ${pod}`,
  START_CONTAINER: ({ pod, container }: Named<'pod' | 'container'>) => `Start ${container} in ${pod}`,
  USE_MODE: ({ mode, version }: { readonly mode: ProxyMode; readonly version?: string }) =>
    `Use kube-proxy mode ${MODE_NAMES[mode]}${version === undefined ? '' : ` of Kubernetes ${version}`}`,
  SET_OVERRIDE: ({ setting }: OfSetting) => `Change ${SETTINGS[setting]}`,
  LEAVE_OVERRIDE: ({ setting }: OfSetting) => `Leave ${SETTINGS[setting]} to the objects`,
  ADD_GATEWAYS: () => 'Add Gateways in place of Ingresses',
  KEEP_CHANGES: ({ changes }: { readonly changes: readonly Change[] }) => changes.map(changeText).join(', '),
  EDIT_STORY: () => 'Write the story',
  EDIT_GOAL: () => 'Write the goal',
  BEGIN_CHALLENGE: () => 'Begin the challenge with this board',
  EDIT_BOARD: () => 'Edit the board as YAML',
  RESUME_STORY: () => 'Back to the story',
  RENAME: (board: Named<'title'>) => `Rename the board ${nameOf(board)}`,
  NEW_BOARD: () => 'Begin a new board',
  OPEN: (board: Named<'title'>) => `Open ${nameOf(board)}`,
  OPEN_LINK: () => 'Open the link',
  OPEN_FILE: ({ file }: Named<'file'>) => `Open ${file}`,
  RESTORE: () => 'Restore',
  IMPORT: (from: OfFiles) => `Import ${namesOf(from)}`,
  ADD: ({ objects, ...from }: OfFiles & { readonly objects: number }) =>
    `Add ${objects} object${objects === 1 ? '' : 's'} from ${namesOf(from)}`,
  SAID: ({ text }: Named<'text'>) => text,
  UNKNOWN: () => 'A change',
};
