import type { Change } from '../../engine/changes.ts';
import type { ClusterSetting, Coded, NoDetail, ObjectRef, ProxyMode } from '../../engine/objects.ts';
import { say, type Sentences } from '../../narration/sentences.ts';

interface OfPod {
  readonly pod: string;
}

interface OfContainer extends OfPod {
  readonly container: string;
}

interface OfTitle {
  /** "": it has none. */
  readonly title: string;
}

interface OfMany {
  /** How many there are. */
  readonly count: number;
}

interface OfRequest {
  /** Its URL. */
  readonly to: string;
}

interface OfFiles {
  /** How many. */
  readonly files: number;
  /** The name of the first. */
  readonly first: string;
}

/**
 * What was done to a document, by code with its facts: names, numbers and what a person called something, never what the page says.
 * Codes are never renamed, and facts keep their shape: browsers keep them with the history of a board.
 */
export interface EditDetails {
  // On the board.
  /** `kind` as the API has it; absent: `name` is what the board calls the element. */
  readonly MOVE: { readonly kind?: string; readonly name: string };
  readonly MOVE_SEVERAL: OfMany;
  readonly RESCHEDULE: OfPod & { readonly node: string };
  readonly ARRANGE: NoDetail;

  // Of an object.
  /** `field` as the API has it; absent: it has no name of its own. */
  readonly SET_FIELD: { readonly object: ObjectRef; readonly field?: string };
  readonly ADD_OBJECT: { readonly object: ObjectRef };
  /** `others`: how many went with it. */
  readonly REMOVE_OBJECT: { readonly object: ObjectRef; readonly others: number };
  readonly DUPLICATE_OBJECT: { readonly object: ObjectRef };
  readonly DUPLICATE_OBJECTS: OfMany;
  readonly PASTE_OBJECTS: OfMany;
  readonly RENAME_OBJECT: { readonly object: ObjectRef; readonly name: string };
  /** By a line from one to the other. */
  readonly CONNECT_OBJECTS: { readonly from: ObjectRef; readonly to: ObjectRef };
  readonly EDIT_OBJECT: { readonly object: ObjectRef };
  /** What repairs a request; `object` absent: no single one is to blame. */
  readonly FIX: { readonly object?: ObjectRef };
  readonly KILL_SANDBOX: OfPod;
  readonly STOP_CONTAINER: OfContainer;
  readonly START_CONTAINER: OfContainer;

  // Of the cluster.
  /** `version` of Kubernetes, where it is another one. */
  readonly USE_MODE: { readonly mode: ProxyMode; readonly version?: string };
  readonly SET_OVERRIDE: { readonly setting: ClusterSetting };
  /** Left to what the objects say. */
  readonly LEAVE_OVERRIDE: { readonly setting: ClusterSetting };
  /** Drafted in place of Ingresses. */
  readonly ADD_GATEWAYS: NoDetail;
  /** What happened on a timeline and was kept. */
  readonly KEEP_CHANGES: { readonly changes: readonly Change[] };

  // Of the whole board.
  /** Kept with the board. */
  readonly ADD_REQUEST: OfRequest;
  readonly REMOVE_REQUEST: OfRequest;
  /** Given another name, or none. */
  readonly NAME_REQUEST: OfRequest;
  /** To another place among the requests. */
  readonly MOVE_REQUEST: OfRequest;
  /** Its objects, as one text. */
  readonly EDIT_BOARD: NoDetail;
  readonly RESUME_STORY: NoDetail;
  /** Words and pins of the story, and what is to be brought about. */
  readonly EDIT_STORY: NoDetail;
  readonly EDIT_GOAL: NoDetail;
  /** From here on learners change the board. */
  readonly BEGIN_CHALLENGE: NoDetail;
  readonly RENAME: OfTitle;
  readonly NEW_BOARD: NoDetail;
  readonly OPEN: OfTitle;
  readonly OPEN_LINK: NoDetail;
  readonly OPEN_FILE: { readonly file: string };
  /** As the browser kept it. */
  readonly RESTORE: NoDetail;
  readonly IMPORT: OfFiles;
  readonly ADD: OfFiles & { readonly objects: number };
}

/** What was done, as a history may have it: of other versions too. */
export interface KeptEditDetails extends EditDetails {
  /** As a version wrote it that kept sentences. */
  readonly SAID: { readonly text: string };
  /** It cannot be told: a newer version's, or damaged. */
  readonly UNKNOWN: NoDetail;
}

export type Edit = Coded<EditDetails>;
export type KeptEdit = Coded<KeptEditDetails>;

/** What is said of each. */
export type EditSentences = Sentences<KeptEditDetails>;

/** What was done, in words: "Move pod web-0 to node-2". */
export function sayEdit(edit: KeptEdit, sentences: EditSentences): string {
  return say(sentences, edit);
}
