/** What of an address says how a lesson is looked at, by its name. */
export type Look = Readonly<Record<string, string>>;

/** The names there are; lesson-address.ts writes and reads what they stand for. */
export const LOOK_NAMES: readonly string[] = [
  'part',
  'request',
  'step',
  'way',
  'lens',
  'depth',
  'dns',
  'speed',
  'moment',
  'select',
  'tab',
  'filter',
  'family',
  'reach-from',
  'reach-to',
  'reach-changes',
  'open',
];
