import type { ProblemOf } from './check.ts';
import type { NameDetails, NameForm } from './check-details.ts';
import { beginningOf, type Path, TOLD } from '../sources/source.ts';

const LABEL_KINDS: ReadonlySet<string> = new Set(['Namespace']);
/** What hosts are made of. */
export const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What names of a kind are made of (Kubernetes v1.34 pkg/apis/core/validation and apimachinery validation). */
const FORMS: Readonly<Record<NameForm, { readonly most: number; readonly pattern: RegExp }>> = {
  SUBDOMAIN: { most: 253, pattern: SUBDOMAIN },
  LABEL: { most: 63, pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/ },
  SERVICE: { most: 63, pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/ },
};

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
  readonly problems: readonly ProblemOf<NameDetails>[];
  readonly isRefused: boolean;
} {
  const form = kind === 'Service' ? 'SERVICE' : LABEL_KINDS.has(kind) ? 'LABEL' : 'SUBDOMAIN';
  if (isFit(name, form) && (namespace === undefined || isFit(namespace, 'LABEL'))) return AS_IT_SHOULD;
  const found = [
    checkName(name, form, ['metadata', 'name']),
    ...(namespace === undefined ? [] : [checkName(namespace, 'LABEL', ['metadata', 'namespace'])]),
  ].filter((problem) => problem !== undefined);
  return { problems: found, isRefused: found.some(({ severity }) => severity === 'error') };
}

const AS_IT_SHOULD = { problems: [], isRefused: false };

function isFit(name: string, form: NameForm): boolean {
  const { most, pattern } = FORMS[form];
  return name.length <= most && pattern.test(name);
}

function checkName(name: string, form: NameForm, path: Path): ProblemOf<NameDetails> | undefined {
  if (isFit(name, form)) return undefined;
  const { most } = FORMS[form];
  const isRefused = name.length > LONGEST || /[/%]/.test(name) || isInvisible(name) || name === '.' || name === '..';
  const detail = { name: beginningOf(name, TOLD), form, ...(name.length > most && { most }), isRefused };
  return { severity: isRefused ? 'error' : 'warning', code: 'INVALID_NAME', detail, path };
}

/** Control characters, and marks that are not seen or turn the direction of text (Unicode categories C and Z but for the space). */
function isInvisible(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
}
