import { GATEWAY_API } from '../../fields/api-groups.ts';
import { LABEL_SELECTOR } from '../../fields/label-selector.ts';
import { metadata } from '../../fields/metadata.ts';
import { placed } from '../../fields/placed.ts';
import { expected, ifAsked, list, naming, needed, object, or, part, section, whenAsked } from '../../fields/schema.ts';
import { oneOf, port, string, text } from '../../fields/values.ts';
import { unusable } from '../../model/reader.ts';

/** Of routes and ListenerSets the older goes first. */
export const aged = metadata({}, { creationTimestamp: text }, 'entries');

/** What names an object, and what its group and kind are when absent. Nothing is made of it without a name. */
export function referenceFields(group: string, kind: string) {
  return {
    name: needed(expected(text, (cursor) => unusable(cursor, 'OBJECT_NAME'))),
    group: or(group, string),
    kind: or(kind, text),
    namespace: text,
  };
}

const from = { Same: oneOf('All', 'Same', 'Selector'), None: oneOf('All', 'Same', 'Selector', 'None') };

/** `namespaces: {from, selector}` of allowedRoutes and allowedListeners. */
export function namespaces(otherwise: 'Same' | 'None') {
  return part({ from: or(otherwise, from[otherwise]), selector: LABEL_SELECTOR });
}

const tls = part({
  mode: or('Terminate', oneOf('Terminate', 'Passthrough')),
  certificateRefs: naming('Secret', list(object(referenceFields('', 'Secret')))),
});

export const listener = placed(
  object({
    name: needed(expected(text, (cursor) => unusable(cursor, 'NAME'))),
    port: ifAsked(port),
    protocol: ifAsked(text),
    hostname: whenAsked(text),
    tls: whenAsked(tls),
    allowedRoutes: whenAsked(
      part({
        namespaces: namespaces('Same'),
        kinds: list(section({ kind: needed(text), group: or(GATEWAY_API, string) })),
      }),
    ),
  }),
);
