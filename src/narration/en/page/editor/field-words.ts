import type { FieldParts } from '../../../../engine/fields.ts';
import type { FieldAddress } from '../../../../manifests/assist/field-address.ts';
import { entryOf } from '../../../../engine/text.ts';
import { expectedText } from '../../findings/fields.ts';
import { GATEWAY_MEANINGS } from './meanings-of-gateways.ts';
import { POD_MEANINGS } from './meanings-of-pods.ts';
import { SERVICE_MEANINGS } from './meanings-of-services.ts';

/** Every part whose fields have to have a meaning has its table. */
const MEANINGS = {
  ...SERVICE_MEANINGS,
  ...GATEWAY_MEANINGS,
  ...POD_MEANINGS,
} satisfies Readonly<Record<keyof FieldParts, Readonly<Record<string, string>>>>;

const BY_PART: Readonly<Record<string, Readonly<Record<string, string>>>> = MEANINGS;

/** The official page on the kind that a part belongs to, by its title. */
const PAGES: Readonly<Record<string, string>> = {
  object: 'kubernetes.io: Objects In Kubernetes',
  metadata: 'kubernetes.io: Objects In Kubernetes',
  selector: 'kubernetes.io: Labels and Selectors',
  Service: 'kubernetes.io: Service',
  Ingress: 'kubernetes.io: Ingress',
  NetworkPolicy: 'kubernetes.io: Network Policies',
  Pod: 'kubernetes.io: Pods',
  Workload: 'kubernetes.io: Workload Management',
  Node: 'kubernetes.io: Nodes',
  Gateway: 'gateway-api.sigs.k8s.io: Gateway',
  Route: 'gateway-api.sigs.k8s.io: HTTPRoute',
};

/** What fields of objects mean, in an editor and beside a form. */
export const FIELD_WORDS = {
  /** undefined: nobody has said it yet. */
  meaningOf: ({ part, name }: FieldAddress): string | undefined => {
    const table = entryOf(BY_PART, part);
    return table && entryOf(table, name);
  },
  pageOf: ({ part }: FieldAddress): string | undefined => entryOf(PAGES, part.replace(/\..*$/, '')),
  takes: expectedText,
  takesTexts: 'names, each with a text',
  isUsual: (value: string) => `${value} when absent.`,
};
