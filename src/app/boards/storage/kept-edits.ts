import * as v from 'valibot';
import { timedChangeSchema } from '../../../scenario/restore/screen-schemas.ts';
import { settingSchemas } from '../../../scenario/restore/schemas.ts';
import type { KeptEdit, KeptEditDetails } from '../../../simulation/stores/edit-details.ts';

const LONGEST = 1000;
const text = v.pipe(v.string(), v.maxLength(LONGEST));
const object = v.object({ kind: text, namespace: v.exactOptional(text), name: text });
const none = v.object({});
const ofPod = v.object({ pod: text });
const ofContainer = v.object({ pod: text, container: text });
const ofRequest = v.object({ to: text });
const ofTitle = v.object({ title: text });
const ofSetting = v.object({ setting: v.picklist(Object.keys(settingSchemas) as (keyof typeof settingSchemas)[]) });
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const ofFiles = { files: count, first: text };

/** The facts of each code, as they have to be found. One that is missing does not compile. */
const FACTS: { readonly [Code in keyof KeptEditDetails]: v.GenericSchema<unknown, KeptEditDetails[Code]> } = {
  MOVE: v.object({ kind: v.exactOptional(text), name: text }),
  MOVE_SEVERAL: v.object({ count }),
  RESCHEDULE: v.object({ pod: text, node: text }),
  ARRANGE: none,
  SET_FIELD: v.object({ object, field: v.exactOptional(text) }),
  ADD_OBJECT: v.object({ object }),
  ADD_REQUEST: ofRequest,
  REMOVE_REQUEST: ofRequest,
  NAME_REQUEST: ofRequest,
  MOVE_REQUEST: ofRequest,
  REMOVE_OBJECT: v.object({ object, others: count }),
  DUPLICATE_OBJECT: v.object({ object }),
  DUPLICATE_OBJECTS: v.object({ count }),
  PASTE_OBJECTS: v.object({ count }),
  RENAME_OBJECT: v.object({ object, name: text }),
  CONNECT_OBJECTS: v.object({ from: object, to: object }),
  EDIT_OBJECT: v.object({ object }),
  FIX: v.object({ object: v.exactOptional(object) }),
  KILL_SANDBOX: ofPod,
  STOP_CONTAINER: ofContainer,
  START_CONTAINER: ofContainer,
  USE_MODE: v.object({ mode: settingSchemas.proxyMode, version: v.exactOptional(text) }),
  SET_OVERRIDE: ofSetting,
  LEAVE_OVERRIDE: ofSetting,
  ADD_GATEWAYS: none,
  KEEP_CHANGES: v.object({ changes: v.array(timedChangeSchema.entries.change) }),
  EDIT_BOARD: none,
  RESUME_STORY: none,
  EDIT_STORY: none,
  EDIT_GOAL: none,
  BEGIN_CHALLENGE: none,
  RENAME: ofTitle,
  NEW_BOARD: none,
  OPEN: ofTitle,
  OPEN_LINK: none,
  OPEN_FILE: v.object({ file: text }),
  RESTORE: none,
  IMPORT: v.object(ofFiles),
  ADD: v.object({ ...ofFiles, objects: count }),
  SAID: v.object({ text: v.string() }),
  UNKNOWN: none,
};

/**
 * What a stored step of a history says was done: versions before there were codes kept a sentence, which is told as it is. Nothing is
 * believed: where neither can be read, or only a newer packetwalk knows the code, it is UNKNOWN.
 */
export function readEdit({ edit, label }: { readonly edit?: unknown; readonly label?: unknown }): KeptEdit {
  if (edit === undefined && typeof label === 'string') return { code: 'SAID', detail: { text: label } };
  const { code, detail } = Object(edit) as { readonly code?: unknown; readonly detail?: unknown };
  if (typeof code !== 'string' || !Object.hasOwn(FACTS, code)) return UNKNOWN;
  const facts = v.safeParse(FACTS[code as keyof KeptEditDetails], detail);
  // Of each code its own facts.
  return facts.success ? ({ code, detail: facts.output } as KeptEdit) : UNKNOWN;
}

const UNKNOWN: KeptEdit = { code: 'UNKNOWN', detail: {} };
