import { RE2JS } from 're2js';

/** A regular expression of a route. */
export interface Pattern {
  readonly source: string;
  /** True when the whole text fits; an invalid pattern fits nothing. Takes time proportional to the text. */
  readonly fits: (text: string) => boolean;
  /** Why no proxy takes it; absent: it is valid. */
  readonly invalid?: string;
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
  const refuse = (why: string): Pattern => ({ source, fits: () => false, invalid: why });
  if (source.length > maxLength) return refuse(`it is longer than ${maxLength} characters`);
  try {
    const compiled = RE2JS.compile(source);
    const size = compiled.programSize();
    if (size > MAX_PROGRAM) return refuse(`it compiles to ${size} instructions, more than ${MAX_PROGRAM}`);
    return { source, fits: (text) => compiled.testExact(text) };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}
