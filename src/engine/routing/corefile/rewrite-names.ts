import { compileBounded } from '../../kubernetes/gateway/read/pattern.ts';
import type { ServerAnswer } from '../dns/dns-answers.ts';
import type { DnsRecord } from '../dns/dns-record.ts';
import { type Directive, lineOf, zoneName } from './parse-corefile.ts';
import type { Link, Question } from './question.ts';

type Rewrite = (name: string) => string | undefined;

/** One rule of the rewrite plugin. */
interface Rule {
  /** Others after it are looked at too. */
  readonly goesOn: boolean;
  /** undefined: it does not take the question. */
  readonly apply: (question: Question) => Question | undefined;
  /** What it makes of the name of a record, given the question before and after. */
  readonly answer: (record: string, before: string, after: string) => string;
  readonly told: string;
}

const LONGEST = 500;

/**
 * The rules of all rewrite plugins of a block in their order: the first that fits is the last, unless it says "continue".
 * // CoreDNS v1.12 plugin/rewrite rewrite.go, name.go, type.go
 */
export function rewriting(directives: readonly Directive[]): Link {
  const rules = directives.flatMap(readRule);
  return (question, next) => {
    let asked = question;
    const applied: ((record: string) => string)[] = [];
    let line: string | undefined;
    for (const { apply, answer, goesOn, told } of rules) {
      const before = asked;
      const after = apply(before);
      if (after === undefined) continue;
      asked = after;
      line ??= told;
      applied.unshift((record) => answer(record, before.name, after.name));
      if (!goesOn) break;
    }
    const found = next(asked);
    if (line === undefined) return found;
    return { told: line, ...renamed(found, (name) => applied.reduce((each, back) => back(each), name)) };
  };
}

function renamed(answer: ServerAnswer, rename: (name: string) => string): ServerAnswer {
  return { ...answer, records: answer.records.map((each): DnsRecord => ({ ...each, name: rename(each.name) })) };
}

const MODES: ReadonlySet<string> = new Set(['continue', 'stop']);
const MATCHES: ReadonlySet<string> = new Set(['exact', 'prefix', 'suffix', 'substring', 'regex']);

function readRule(directive: Directive): readonly Rule[] {
  const { args, lines } = directive;
  const [first = ''] = args;
  const goesOn = first === 'continue';
  const own = MODES.has(first) ? args.slice(1) : args;
  const [field, ...rest] = own.length > 0 ? own : lines.flat();
  if (field === 'type') return readTypeRule(directive, goesOn, rest);
  if (field !== 'name') return [];
  const [kind = ''] = rest;
  const [match, from = '', to = '', ...options] = MATCHES.has(kind) ? rest : ['exact', ...rest];
  const rewrite = nameRewrite(match ?? '', from, to);
  if (rewrite === undefined) return [];
  const answer = readAnswer(options, match === 'exact');
  return [
    {
      goesOn,
      answer,
      told: lineOf({ ...directive, args: [...args, ...lines.flat()] }),
      apply: ({ name, type }) => {
        const made = rewrite(name);
        return made === undefined ? undefined : { name: zoneName(made), type };
      },
    },
  ];
}

function readTypeRule(directive: Directive, goesOn: boolean, [from = '', to = '']: readonly string[]): readonly Rule[] {
  const apply = ({ name, type }: Question) =>
    type === from.toUpperCase() ? { name, type: to.toUpperCase() } : undefined;
  return [{ goesOn, apply, answer: (record) => record, told: lineOf(directive) }];
}

/** A pattern is looked for anywhere in the name, and the replacement is all of the new one. */
function nameRewrite(match: string, from: string, to: string): Rewrite | undefined {
  const end = zoneName(from);
  switch (match) {
    case 'exact':
      return (name) => (name === end ? to : undefined);
    case 'suffix':
      return (name) => (name.endsWith(end) ? name.slice(0, -end.length) + zoneName(to) : undefined);
    case 'prefix':
      return (name) => (name.startsWith(from.toLowerCase()) ? to + name.slice(from.length) : undefined);
    case 'substring':
      return (name) => (name.includes(from.toLowerCase()) ? name.replaceAll(from.toLowerCase(), to) : undefined);
    default:
      return patternRewrite(from, to);
  }
}

function patternRewrite(from: string, to: string): Rewrite | undefined {
  const compiled = compileBounded(from, LONGEST);
  if ('invalid' in compiled) return undefined;
  return (name) => {
    const found = compiled.expression.matcher(name);
    if (!found.find()) return undefined;
    return to.replace(/\{(\d{1,2})\}/g, (_, group: string) =>
      Number(group) <= found.groupCount() ? (found.group(Number(group)) ?? '') : '',
    );
  };
}

/** How the names of records are put back: "answer auto" (as exact ones are), "answer name FROM TO", or not at all. */
function readAnswer(options: readonly string[], isExact: boolean): Rule['answer'] {
  const at = options.indexOf('answer');
  const kind = at < 0 ? undefined : options[at + 1];
  if (kind === 'name') {
    const back = patternRewrite(options[at + 2] ?? '', options[at + 3] ?? '');
    return (record) => zoneName(back?.(record) ?? record);
  }
  if (!isExact && kind !== 'auto') return (record) => record;
  return (record, before, after) => (record === after ? before : record);
}
