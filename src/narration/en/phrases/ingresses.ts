import type { IngressCauseDetails } from '../../../engine/outcomes.ts';

/** Without who reads it. */
export const shortName = (annotation: string): string => annotation.replace(/^.*\//, '');

type Why = IngressCauseDetails['INGRESS_ANNOTATION_INVALID']['why'];

/** Why ingress-nginx serves none of the paths. */
export function deniedText(annotation: string, why: Why): string {
  switch (why) {
    case 'NO_RANGE':
      return `${shortName(annotation)} holds something that is neither an address nor a range`;
    case 'NO_AUTH_TYPE':
      return 'auth-type is neither basic nor digest';
    case 'NO_SECRET':
      return 'auth-type asks for passwords, and no auth-secret says where they are';
    case 'NO_URL':
      return 'auth-url is no http or https address';
  }
}

/** That a Service of the name is in other namespaces, where no Ingress of this one can lead. */
export function elsewhereText(namespaces: readonly string[] | undefined): string {
  const [first] = namespaces ?? [];
  if (namespaces === undefined || first === undefined) return '';
  const which = namespaces.length === 1 ? `namespace ${first}` : `namespaces ${namespaces.join(', ')}`;
  return ` There is one in ${which}: a backend is always of the Ingress’ own namespace, so put an Ingress there, or a Service of type ExternalName here.`;
}

type AlbMistake = Extract<
  IngressCauseDetails['INGRESS_NOT_SERVED'],
  { readonly is: 'ANNOTATION_UNREADABLE' }
>['mistake'];

/** What is wrong with an annotation of the AWS Load Balancer Controller. */
export function albMistakeText(mistake: AlbMistake): string {
  switch (mistake.is) {
    case 'NOT_JSON':
      return 'which is no JSON';
    case 'MISSING':
      return `which lacks ${mistake.field}`;
    case 'TYPE': {
      const wanted = { TEXT: 'text, in quotes', NUMBER: 'a number', LIST: 'a list', OBJECT: 'an object' };
      return `in which ${mistake.field} has to be ${wanted[mistake.expected]}`;
    }
    case 'VALUE':
      return `in which ${mistake.field} is ${mistake.given}, which is none of its values`;
  }
}
