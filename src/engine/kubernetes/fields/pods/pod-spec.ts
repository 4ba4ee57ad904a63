// What is read of a pod's spec and template whenever a cluster is built; what else of them enters a link is in pod-template.ts.

import { noteIssue } from '../../model/reader.ts';
import { cleaned, type Field, group, type GroupField, value, type ValueField } from '../field.ts';
import {
  body,
  expected,
  filled,
  ifGiven,
  list,
  naming,
  needed,
  numbered,
  object,
  or,
  readAs,
  required,
  section,
  unsaid,
} from '../schema.ts';
import { boolean, ip, oneOf, port, protocol, string, stringMap, text, unlessZero } from '../values.ts';

type Named = GroupField['fields'];

const requirement = section({
  key: needed(text),
  operator: needed(oneOf('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt')),
  values: list(string),
});
export const TERM = object({ matchExpressions: list(requirement), matchFields: list(requirement) });

/** Of a readinessProbe what the plainest says. */
const PROBE = { tcpSocket: group({ port: value }) };

/** Says of a field what goes without saying. */
export type Usual = <F extends ValueField>(usual: unknown, field: F) => F;

const container = <R extends Field, C extends Named>(usual: Usual, restartPolicy: R, more: C) =>
  object({
    name: expected(text, (cursor) =>
      noteIssue(cursor, 'error', { code: 'FIELD_MISSING', detail: { is: 'CONTAINER_NAME' } }),
    ),
    restartPolicy,
    /** "user:password@" before a name is nobody's business. */
    image: or(
      '',
      readAs(
        cleaned((name) => name.replace(/^[^/@]*@(?=.*\/)/, '')),
        text,
      ),
    ),
    ports: filled(
      list(
        object({
          containerPort: required(port, 'PORT'),
          protocol: needed(usual('TCP', protocol)),
          name: text,
          hostPort: unlessZero(port),
          hostIP: ip,
        }),
      ),
    ),
    readinessProbe: group(PROBE),
    ...more,
  });

/** With more fields of its containers, of its affinity to nodes and of itself. */
export const podSpec = <C extends Named, A extends Named, S extends Named>(
  usual: Usual,
  more: { readonly container: C; readonly affinity: A; readonly spec: S },
) =>
  body({
    hostNetwork: usual(false, or(false, boolean)),
    nodeName: naming('Node', text),
    hostname: text,
    subdomain: naming('Service', text),
    nodeSelector: or({}, stringMap),
    tolerations: filled(
      list(
        object({
          key: text,
          effect: text,
          operator: or('Equal', oneOf('Exists', 'Equal')),
          value: or('', string),
          tolerationSeconds: value,
        }),
      ),
    ),
    // Only of one that starts first it says something.
    initContainers: filled(list(numbered(container(usual, text, more.container)))),
    containers: list(numbered(container(usual, value, more.container))),
    affinity: section(
      {
        nodeAffinity: section({
          requiredDuringSchedulingIgnoredDuringExecution: section({ nodeSelectorTerms: ifGiven(list(TERM)) }),
          ...more.affinity,
        }),
      },
      { filled: true },
    ),
    ...more.spec,
  });

/** A Pod's `spec`, as far as it is read here. */
export const READ_POD_SPEC = podSpec(unsaid, { container: {}, affinity: {}, spec: {} });
