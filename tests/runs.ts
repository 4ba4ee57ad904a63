/** `.ci/run` sets it, for the files that import this one. */
const WHOLE = process.env['PACKETWALK_WHOLE'] !== undefined;
const SHARE = 4;

/** How many cases a property test draws: a quarter of these in `npm test`, all in `.ci/run`. */
export function runs(all: number): number {
  return WHOLE ? all : Math.ceil(all / SHARE);
}
