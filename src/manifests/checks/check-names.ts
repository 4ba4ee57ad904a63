import type { ObjectProblem } from './check.ts';
import type { Path } from '../sources/source.ts';

/** What names of a kind are made of (Kubernetes v1.34 pkg/apis/core/validation and apimachinery validation). */
type NameForm = 'subdomain' | 'label' | 'service';

const LABEL_KINDS: ReadonlySet<string> = new Set(['Namespace']);
const FORMS: Readonly<Record<NameForm, { readonly most: number; readonly pattern: RegExp; readonly words: string }>> = {
  subdomain: {
    most: 253,
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    words:
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  },
  label: {
    most: 63,
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    words:
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  },
  service: {
    most: 63,
    pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    words:
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  },
};

/** What hosts are made of. */
export const SUBDOMAIN: { readonly pattern: RegExp; readonly words: string } = FORMS.subdomain;

/** No name of an object is longer; nothing that is longer is shown, compared or kept. */
const LONGEST = 253;

interface Named {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
}

/**
 * What is wrong with an object's name and namespace. `refused`: no object can be called so, and it could be taken for another
 * (a slash, control characters, marks that change how text runs, a name beyond every length); the rest is a warning, as
 * what is read may never have met an API server.
 */
export function checkNames({ kind, name, namespace }: Named): {
  readonly problems: readonly ObjectProblem[];
  readonly isRefused: boolean;
} {
  const form = kind === 'Service' ? 'service' : LABEL_KINDS.has(kind) ? 'label' : 'subdomain';
  const found = [
    checkName(name, form, ['metadata', 'name']),
    ...(namespace === undefined ? [] : [checkName(namespace, 'label', ['metadata', 'namespace'])]),
  ].filter((problem) => problem !== undefined);
  return { problems: found, isRefused: found.some(({ severity }) => severity === 'error') };
}

function checkName(name: string, form: NameForm, path: Path): ObjectProblem | undefined {
  const { most, pattern, words } = FORMS[form];
  if (name.length <= most && pattern.test(name)) return undefined;
  const isRefused = name.length > LONGEST || /[/%]/.test(name) || isInvisible(name) || name === '.' || name === '..';
  const wrong = name.length > most ? `must be no more than ${most} characters` : words;
  const message = `${path.join('.')} is ${shown(name)}: ${wrong}.${isRefused ? ' The object is left out.' : ''}`;
  return { severity: isRefused ? 'error' : 'warning', code: 'INVALID_NAME', message, path };
}

/** Control characters, and marks that are not seen or turn the direction of text (Unicode categories C and Z but for the space). */
function isInvisible(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
}

/** In quotes, what is not seen as an escape, and cut short. */
function shown(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return JSON.stringify(short).replace(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
