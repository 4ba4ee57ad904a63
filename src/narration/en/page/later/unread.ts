import { EFFECT_WORDS } from '../../remarks/unread-kinds.ts';

/** The list of objects that are not read. */
export const UNREAD = {
  title: 'Objects that are not read',
  none: 'Every object on the board that can change where a packet goes is read.',
  about:
    'They can change where a packet goes, and the walks leave them out. A walk names those that concern it; where one could turn the outcome, it is not known.',
  effects: EFFECT_WORDS,
  concernsThisWalk: 'concerns this walk',
};
