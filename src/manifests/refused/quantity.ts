const UNITS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const FORM = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/;

/** // apimachinery v0.35 pkg/api/resource ParseQuantity */
export const isQuantity = (text: string): boolean => FORM.test(text);

/** As a number, as near as one comes; undefined: it is none. */
export function readQuantity(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const [, digits, unit = '', exponent = '0'] = (typeof value === 'string' && FORM.exec(value)) || [];
  return digits === undefined ? undefined : Number(digits) * (UNITS[unit] ?? 1) * 10 ** Number(exponent);
}
