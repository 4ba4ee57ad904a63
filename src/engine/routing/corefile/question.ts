import type { ServerAnswer } from '../dns/dns-answers.ts';
import { FAILED } from '../dns/dns-record.ts';
import type { Directive, ServerBlock } from './parse-corefile.ts';

/** What a server is asked: a fully qualified name in lower case, with its dot, and a type. */
export interface Question {
  readonly name: string;
  readonly type: string;
}

/** A plugin in its place: it answers, or has `next` answer the question or another one. */
export type Link = (question: Question, next: (question: Question) => ServerAnswer) => ServerAnswer;

/** A plugin as a server block has it. */
export interface Placed {
  readonly block: ServerBlock;
  readonly directive: Directive;
}

/** The server could not find out. */
export const FAILS: ServerAnswer = { ...FAILED, assumptions: [] };

/** The names of a block's zones. */
export const zonesOf = ({ zones }: ServerBlock): readonly string[] => [...new Set(zones.map(({ name }) => name))];
