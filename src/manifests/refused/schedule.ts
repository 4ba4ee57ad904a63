import type { ValueRefusal } from './value-refusal.ts';

const NAMES: readonly (readonly string[])[] = [
  [],
  [],
  [],
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
];
/** Minutes, hours, days, months and weekdays. */
const RANGES: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
];
const SHORTHANDS =
  /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every (?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+)$/;

/** Why a text is no schedule of a CronJob; undefined: it is one. // robfig/cron v3 ParseStandard, pkg/apis/batch/validation validateScheduleFormat */
export function wrongSchedule(schedule: string): ValueRefusal | undefined {
  const value = schedule;
  if (schedule.includes('TZ')) return { is: 'INVALID', value, why: 'CRON_ZONE' };
  if (schedule.startsWith('@'))
    return SHORTHANDS.test(schedule) ? undefined : { is: 'INVALID_BY', value, why: 'CRON_FIELD', of: [schedule] };
  const fields = schedule.split(/\s+/).filter((each) => each !== '');
  if (fields.length !== RANGES.length)
    return { is: 'INVALID_BY', value, why: 'CRON_FIELDS', of: [fields.length, fields.join(' ')] };
  const wrong = fields.find((field, at) => !field.split(',').every((part) => isPart(part, at)));
  return wrong === undefined ? undefined : { is: 'INVALID_BY', value, why: 'CRON_FIELD', of: [wrong] };
}

function isPart(part: string, at: number): boolean {
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === '*' || range === '?') return true;
  const [least, most] = RANGES[at] ?? [0, 0];
  const ends = range.split('-').map((end) => numberOf(end, at));
  const [from = Number.NaN, to = from] = ends;
  return ends.length <= 2 && from >= least && to <= most && from <= to;
}

function numberOf(text: string, at: number): number {
  const found = NAMES[at]?.indexOf(text.toLowerCase()) ?? -1;
  if (found >= 0) return found + (RANGES[at]?.[0] ?? 0);
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
