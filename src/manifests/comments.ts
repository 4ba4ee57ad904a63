import { Lexer } from 'yaml';

/** The comments of a YAML text, each from its "#" to the end of its line, in their order. Never throws. */
export function readComments(text: string): readonly string[] {
  return [...new Lexer().lex(text)].filter((token) => token.startsWith('#')).map((comment) => comment.trimEnd());
}
