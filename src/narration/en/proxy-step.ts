import type { NoRouteMatchedStep, ProxyStep, RouteMatchedStep } from '../../engine/linux/model/trace.ts';
import type { Narration } from '../narrator.ts';
import { subjectName } from './words.ts';

/** What a proxy decides about the request that a connection brought it. */
export function narrateProxy(step: ProxyStep): Narration {
  switch (step.type) {
    case 'TLS_TERMINATED': {
      const { serverName, secretName, entry } = step.detail;
      const certificate = secretName === undefined ? 'its own certificate' : `the certificate of Secret ${secretName}`;
      const whose = entry === undefined ? '' : `, for ${subjectName(entry)}`;
      return {
        title: `TLS for ${serverName} ends`,
        sentence: `The proxy holds ${certificate}${whose} and decrypts the connection: from here on it reads the request itself.`,
      };
    }
    case 'ROUTE_MATCHED':
      return narrateMatch(step);
    case 'NO_ROUTE_MATCHED':
      return narrateNoMatch(step);
  }
}

function narrateMatch({ action, detail }: RouteMatchedStep): Narration {
  const { object, rule, filters = [], backend, status } = detail;
  const which =
    rule === undefined ? `The default of ${subjectName(object)}` : `Rule ${rule + 1} of ${subjectName(object)}`;
  const asks = asked(detail);
  const takes = rule === undefined ? 'takes what no rule asks for' : `asks for ${asks} and takes the request`;
  const through = filters.length === 0 ? '' : `; filters: ${filters.join(', ')}`;
  const then =
    action === 'FORWARDED'
      ? `the proxy opens a connection of its own to ${backend === undefined ? 'the backend' : `an endpoint of ${subjectName(backend)}`}`
      : status === undefined
        ? 'the proxy closes the connection'
        : `the proxy answers ${status} by itself`;
  const title = backend === undefined ? 'Rule found' : `Rule found: to ${backend.name}`;
  return { title, sentence: `${which} ${takes}${through}; ${then}.` };
}

/** "host shop.example.com, path /cart", "every request" */
function asked({ host, path }: RouteMatchedStep['detail']): string {
  const parts = [...(host === undefined ? [] : [`host ${host}`]), ...(path === undefined ? [] : [`path ${path}`])];
  return parts.length === 0 ? 'every request' : parts.join(', ');
}

function narrateNoMatch({ action, detail: { host, path = '', status } }: NoRouteMatchedStep): Narration {
  const end = action === 'CLOSED' ? 'closes the connection' : `answers ${status ?? ''} by itself`;
  return { title: 'No rule found', sentence: `No rule takes ${host}${path}: the proxy ${end}.` };
}
