const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

/** The number in a quantity, "3920m", "4" or "2e3"; undefined: it is none, or negative. // k8s.io/apimachinery pkg/api/resource v0.35 */
export function parseQuantity(text: string): number | undefined {
  const [, digits, exponent, suffix] =
    /^(\d+(?:\.\d*)?|\.\d+)(?:([eE][+-]?\d{1,2})|(n|u|m|k|M|G|Ki|Mi|Gi)?)$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(`${digits}${exponent ?? ''}`) * (SUFFIXES[suffix ?? ''] ?? 1);
}
