import type { Coded, NoDetail, ObjectRef, RawObject } from '../../../engine/objects.ts';
import type { SavedRequest, ScenarioDocument } from '../../../scenario/document/document.ts';
import type { BoardObject } from '../board-objects.ts';

/** What a line from one thing to another comes to be. */
export type Relation =
  /** A Service takes the pods of a workload for its endpoints. */
  | 'SELECTS'
  /** An entry sends to a Service. */
  | 'LEADS'
  /** A route belongs to a Gateway. */
  | 'ATTACHES'
  /** A policy is about the pods of a workload. */
  | 'RESTRICTS'
  /** A policy lets a peer in, or out to it where it is about that alone. */
  | 'ALLOWS';

/** Why there can be no line. */
export interface RefusalDetails {
  readonly SAME: NoDetail;
  /** A controller made it, or it was assumed. */
  readonly NOT_AN_OBJECT: { readonly object: ObjectRef };
  readonly NOTHING_BETWEEN: { readonly from: ObjectRef; readonly to: ObjectRef };
  /** From the second to the first there can be one. */
  readonly OTHER_WAY: { readonly from: ObjectRef; readonly to: ObjectRef };
  readonly OTHER_NAMESPACE: { readonly from: ObjectRef; readonly to: ObjectRef };
  readonly ALREADY: { readonly relation: Relation; readonly from: ObjectRef; readonly to: ObjectRef };
  /** An entry sends to Services, not to what is behind them. */
  readonly THROUGH_SERVICE: { readonly from: ObjectRef; readonly to: ObjectRef };
  /** A Service of type ExternalName has no pods. */
  readonly NAMES_OUTSIDE: { readonly service: ObjectRef };
  /** Its endpoints are listed by an object: whom it selects makes no difference. */
  readonly ENDPOINTS_GIVEN: { readonly service: ObjectRef; readonly by: ObjectRef };
  /** None of the Gateway's listeners is for routes of that kind. */
  readonly NO_LISTENER: { readonly gateway: ObjectRef; readonly kind: string };
  /** Nothing on it can be asked from there. */
  readonly NOT_OPEN: { readonly to: ObjectRef };
}

export type Refusal = Coded<RefusalDetails>;

/** What a line writes, asks, or why it can be neither. */
export type Connection =
  /** `objects` are put on the board. */
  | {
      readonly is: 'edit';
      readonly relation: Relation;
      readonly from: ObjectRef;
      readonly to: ObjectRef;
      readonly objects: readonly RawObject[];
    }
  | { readonly is: 'request'; readonly request: SavedRequest }
  | { readonly is: 'refused'; readonly why: Refusal };

/** What a line writes from one object to another: objects, of which the first says it. */
export type Connect = (
  document: ScenarioDocument,
  from: BoardObject,
  to: BoardObject,
) => { readonly relation: Relation; readonly objects: readonly RawObject[] } | Refusal;

/** What stands for everything outside the cluster, as if it were an object. */
export const OUTSIDE: BoardObject = {
  ref: { kind: 'Internet', name: 'internet' },
  object: { apiVersion: '', kind: 'Internet', metadata: { name: 'internet' } },
};
