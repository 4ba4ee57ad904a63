import type { Captions, RareKind } from './captions.ts';
import { capital, inShort } from './short-words.ts';

/** A page fetches them with the programs. */
export const RARE_CAPTIONS: Captions<RareKind> = {
  ALLOWED: ({ policy }) => ({ title: 'Allowed', caption: `${policy.kind} ${policy.name} lets it pass.` }),
  WRAPPED: ({ at, outer }) => ({
    title: 'Wrapped',
    caption: `${capital(inShort(at))} puts it into a packet to ${outer.destinationIP}.`,
  }),
  UNWRAPPED: ({ at }) => ({ title: 'Unwrapped', caption: `${capital(inShort(at))} takes it out again, unchanged.` }),
  CUT: ({ at, mtu, bytes }) => ({
    title: 'Cut in pieces',
    caption: `${bytes} bytes do not fit into ${mtu}: ${inShort(at)} cuts them.`,
  }),
  TLS_ENDED: ({ step }) => ({
    title: 'TLS ends',
    caption: `TLS for ${step.detail.serverName} ends here: now it can be read.`,
  }),
  ROUTE_FOUND: ({ step: { action, detail } }) => {
    const { object, path, backend, status } = detail;
    const by = path === undefined ? 'a rule' : path;
    const to = backend === undefined ? '' : ` leads to ${backend.name}`;
    const end = action === 'ANSWERED' ? `; the proxy answers ${status ?? 'by itself'}` : '';
    return { title: 'Rule found', caption: `${object.kind} ${object.name}: ${by}${to}${end}.` };
  },
  SIDECAR_DECIDED: ({ step: { action, detail } }) => {
    const { service, mutualTls, status } = detail;
    const speaks = mutualTls ? ' over mutual TLS' : '';
    switch (action) {
      case 'FORWARDED':
        return {
          title: 'Proxy picks',
          caption: `Its proxy picks an endpoint of ${service?.name ?? 'the Service'}${speaks}.`,
        };
      case 'PASSED_THROUGH':
        return { title: 'Passed through', caption: 'Its proxy knows no such Service and passes it through.' };
      case 'HANDED_IN':
        return { title: 'Handed in', caption: `The server’s proxy takes it${speaks} and hands it to the container.` };
      case 'ANSWERED':
        return { title: 'Answered', caption: `The proxy answers ${status ?? 'with an error'} by itself.` };
      case 'CLOSED':
        return { title: 'Reset', caption: 'The proxy resets the connection.' };
    }
  },
  NO_ROUTE_FOUND: ({ step: { detail, action } }) => ({
    title: 'No rule',
    caption:
      action === 'CLOSED'
        ? `No rule takes ${detail.host}: the proxy hangs up.`
        : `No rule takes ${detail.host}${detail.path ?? ''}: ${detail.status ?? 'an error'}.`,
  }),
  PASSED_ON: ({ at, backend, copy }) => ({
    title: copy ? 'Copied' : 'Passed on',
    caption: `${capital(inShort(at))} ${copy ? 'sends a copy' : 'connects'} to ${backend?.service ?? 'the backend'}.`,
  }),
};
