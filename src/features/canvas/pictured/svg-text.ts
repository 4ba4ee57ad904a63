/** A number as SVG has it, to a hundredth. */
export function number(value: number): number {
  return Math.round(value * 100) / 100;
}
