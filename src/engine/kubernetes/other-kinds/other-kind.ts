/** What an object that is not read can do to a packet. */
export type UnreadEffect =
  | 'policy'
  | 'policy-part'
  | 'chaos'
  | 'mesh-mtls'
  | 'mesh-authorization'
  | 'mesh-traffic'
  | 'entry-route'
  | 'entry-option'
  | 'address-pool'
  | 'announcement'
  | 'pod-network'
  | 'second-network'
  | 'egress'
  | 'redirect'
  | 'endpoints'
  | 'names'
  | 'workload'
  | 'operator'
  | 'replicas'
  | 'injection'
  | 'settings'
  | 'traffic';

/** Why an object cannot change the fate of a packet. */
export type IrrelevantReason =
  | 'access'
  | 'admission'
  | 'certificates'
  | 'counting'
  | 'delivery'
  | 'diagnosis'
  | 'machines'
  | 'pipelines'
  | 'record'
  | 'schema'
  | 'scheduling'
  | 'secrets'
  | 'shadow'
  | 'storage'
  | 'texts'
  | 'tool';

/** Kinds of one API group that share what is known of them. */
export interface OtherKinds<Code> {
  /** "" is the core group; "*.example.io" every group below it. */
  readonly group: string;
  /** "*": every kind of the group that no other line names. */
  readonly kinds: readonly string[];
  /** Only objects of these names ("NAMESPACE/NAME" where the namespace counts, "*-NAME" for all that end so); absent: of any name. */
  readonly names?: readonly string[];
  readonly code: Code;
  /** They are looked up by their names: what of one of them is not followed is told with a walk that meets it. */
  readonly isFollowed?: true;
}

/** Lines of one or several API groups, kinds separated by blanks. */
export function otherKinds<const Code>(code: Code, groups: string, kinds: string): readonly OtherKinds<Code>[] {
  return groups.split(' ').map((group) => ({ group, kinds: kinds.split(' '), code }));
}
