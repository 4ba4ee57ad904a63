import type { SourceDetails, YamlSlip } from '../../../manifests/sources/source-details.ts';
import type { Sentences } from '../../sentences.ts';
import { sayTooDeep } from './too-deep.ts';

const EXPECTED: Readonly<Record<YamlSlip, string>> = {
  TAB_AS_INDENT: 'a tab is used as indentation; expected spaces',
  BAD_INDENT:
    'the indentation does not fit its surroundings; expected the same number of spaces for every entry of a mapping or list',
  MISSING_CHAR: 'a character is missing',
  UNEXPECTED_TOKEN: 'this does not belong here',
  BLOCK_AS_IMPLICIT_KEY:
    'a mapping starts inside a value; expected one "key: value" on a line, or quotes around a value that contains ": "',
  MULTILINE_IMPLICIT_KEY: 'a key runs over several lines; expected "key: value" (is a colon missing?)',
};

const hexadecimal = (byte: number): string => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;

const BINARY = {
  PICTURE: ['a picture', ''],
  PACKED: ['a packed file', ' Unpack it first.'],
  BINARY: ['a binary file', ''],
} as const;

/** What is wrong with a text, whatever it holds. */
export const SOURCE_PROBLEMS: Sentences<SourceDetails> = {
  NOT_TEXT: ({ is, format }) => {
    const [what, hint] = BINARY[is];
    return `This is ${what}${format === undefined ? '' : ` (${format})`}, not YAML or JSON.${hint}`;
  },
  FILE_EMPTY: () => 'The file is empty; expected YAML or JSON.',
  NOT_UTF8: (detail) =>
    detail.is === 'UTF_32'
      ? 'The file is UTF-32; expected UTF-8.'
      : `The file is not UTF-8: byte ${hexadecimal(detail.byte)} here starts no character (is it Windows-1252 or Latin-1?); expected it to be saved as UTF-8. Such bytes are read as \uFFFD.`,
  TOO_DEEP: sayTooDeep,
  DUPLICATE_KEY: ({ key }) =>
    `The key ${JSON.stringify(key)} appears twice in one mapping; expected it once. The last one counts.`,
  YAML_SCALAR: ({ written, value }) =>
    `${written} without quotes is the ${typeof value} ${value} for kubectl, which reads YAML 1.1; write "${written}" in quotes if the text is meant.`,
  YAML_SYNTAX: ({ slip, said, document }) => {
    const what = document === undefined ? 'Not YAML' : `Document ${document} is not JSON`;
    return slip === undefined ? `${what}: ${said}.` : `${what}: ${EXPECTED[slip]} (${said}).`;
  },
  YAML_ALIAS: ({ name }) => `The alias *${name} refers to nothing; expected an anchor &${name} before it.`,
  YAML_ALIAS_BOUND: ({ most }) =>
    `The document's aliases expand to more than ${most} values; expected a Kubernetes object.`,
  YAML_KEY: ({ found }) =>
    `A key is ${found === 'NULL' ? 'null' : 'a mapping or a list'}; expected a plain word as in "key: value".`,
};
