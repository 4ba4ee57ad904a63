import { say, type Sentences } from '../../../narration/sentences.ts';
import type { Refusal, RefusalDetails } from './connection.ts';

/** Why there can be no line, in words. */
export function sayRefusal(why: Refusal, sentences: Sentences<RefusalDetails>): string {
  return say(sentences, why);
}
