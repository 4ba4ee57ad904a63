/** By their place: of 1000 each, or of 1024 with an i. */
const POWERS = 'num kMGTPE';

/** The number in a quantity, "3920m", "4", "1Ti" or "-2e3", as near as one comes; undefined: it is none. // apimachinery v0.35 pkg/api/resource ParseQuantity */
export function parseQuantity(text: string): number | undefined {
  const [, number, exponent = '', suffix = ''] =
    /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d{1,2})|([numkMGTPE]|[KMGTPE]i)?)$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  const [unit = ' ', isBinary] = suffix.replace('K', 'k');
  return Number(number + exponent) * (isBinary ? 1024 : 1000) ** (POWERS.indexOf(unit) - POWERS.indexOf(' '));
}
