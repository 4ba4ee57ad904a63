import { RE2JS } from 're2js';
import type { PatternProblem } from '../../model/gateway-details.ts';

/** A regular expression of a route. */
export interface Pattern {
  readonly source: string;
  /** True when the whole text fits; an invalid pattern fits nothing. Takes time proportional to the text. */
  readonly fits: (text: string) => boolean;
  /** Why no proxy takes it; absent: it is valid. */
  readonly invalid?: PatternProblem;
}

/**
 * Instructions of a compiled pattern at most. Simplification: Envoy's limit is 100 where nothing is set, and controllers set
 * others (Istio 32,768); a pattern that compiles to more than this is refused here. // Envoy re2.max_program_size.error_level
 */
const MAX_PROGRAM = 2000;

/**
 * Compiles a pattern as RE2 does, whose syntax has neither look-around nor back references. `maxLength`: of the field it
 * stands in, as the CustomResourceDefinition has it. // RE2 syntax; Envoy type.matcher.v3.RegexMatcher: full match
 */
export function compilePattern(source: string, maxLength: number): Pattern {
  const compiled = compileBounded(source, maxLength);
  return 'invalid' in compiled
    ? { source, fits: () => false, invalid: compiled.invalid }
    : { source, fits: (text) => compiled.expression.testExact(text) };
}

/**
 * An expression of at most so many characters and {@link MAX_PROGRAM} instructions, or why there is none. `flags`: RE2JS's.
 */
export function compileBounded(
  source: string,
  maxLength: number,
  flags = 0,
): { readonly expression: RE2JS } | { readonly invalid: PatternProblem } {
  if (source.length > maxLength) return { invalid: { is: 'TOO_LONG', most: maxLength } };
  try {
    const expression = RE2JS.compile(source, flags);
    const size = expression.programSize();
    if (size <= MAX_PROGRAM) return { expression };
    return { invalid: { is: 'TOO_LARGE', size, most: MAX_PROGRAM } };
  } catch (error) {
    return { invalid: { is: 'MALFORMED', error: error instanceof Error ? error.message : String(error) } };
  }
}
