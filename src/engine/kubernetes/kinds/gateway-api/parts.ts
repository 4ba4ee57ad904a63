import { group, value } from '../../fields/field.ts';
import { metadata } from '../../fields/metadata.ts';
import { SELECTOR } from '../../fields/selector.ts';

/** Of routes and ListenerSets the older goes first. */
export const aged = metadata({}, { creationTimestamp: value }, 'entries');
export const reference = { group: value, kind: value, name: value, namespace: value };
export const namespaces = group({ from: value, selector: SELECTOR });

export const listener = group({
  name: value,
  hostname: value,
  port: value,
  protocol: value,
  tls: group({ mode: value, certificateRefs: group(reference) }),
  allowedRoutes: group({ namespaces, kinds: group({ group: value, kind: value }) }),
});
