/** Why a text or a number is no label, no port and no name of a port, in the API server's words. // apimachinery v0.35 pkg/util/validation */
export const REFUSED_TEXTS = {
  LABEL_VALUE:
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  LABEL_VALUE_LENGTH: 'must be no more than 63 bytes',
  LABEL_KEY:
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  PORT_NAME_LENGTH: 'must be no more than 15 characters',
  PORT_NAME_CHARACTERS: 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
  PORT_NAME_LETTER: 'must contain at least one letter (a-z)',
  PORT_NAME_HYPHENS: 'must not contain consecutive hyphens',
  PORT_NAME_ENDS: 'must not begin or end with a hyphen',
  PORT_RANGE: 'must be between 1 and 65535, inclusive',
};

/** Of names with a prefix, which are told in forms alone. */
export const REFUSED_KEYS = {
  ...REFUSED_TEXTS,
  KEY_PARTS:
    "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
  KEY_EMPTY: 'name part must be non-empty',
  KEY_LENGTH: 'name part must be no more than 63 bytes',
  PREFIX_EMPTY: 'prefix part must be non-empty',
  PREFIX:
    "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
};
