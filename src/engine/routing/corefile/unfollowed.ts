import type { Port } from '../../net/ip.ts';
import type { Corefile } from './corefile-of.ts';
import { forwardsOf, readForward } from './forwarding.ts';
import { type Directive, lineOf, zoneHolding, zoneName } from './parse-corefile.ts';
import { blockFor } from './serve-corefile.ts';
import { isFollowed } from './template-answer.ts';

/** Plugins that do not answer, or whose answer is followed. // coredns.io/plugins */
const FOLLOWED: ReadonlySet<string> = new Set(
  (
    'errors log debug trace dnstap prometheus metrics health ready pprof reload root bind tls timeouts multisocket metadata nsid bufsize cancel ' +
    'local any chaos loadbalance cache header dnssec minimal transfer on sign loop autopath rewrite template hosts kubernetes forward proxy'
  ).split(' '),
);

/** The line of a Corefile that may answer for a name, or keep it from being answered, and is not followed; undefined: there is none. */
export function unfollowedLine({ blocks }: Corefile, name: string, port: Port): string | undefined {
  const block = blockFor(blocks, name.toLowerCase(), port);
  const found = block?.directives.find((directive) => !isFollowedFor(directive, name.toLowerCase()));
  if (found !== undefined) return lineOf(found);
  const forward = forwardsOf(block?.directives ?? []).find(
    (directive) => block !== undefined && readForward({ block, directive }).to.some(({ kind }) => kind === 'OTHER'),
  );
  return forward && lineOf(forward);
}

function isFollowedFor(directive: Directive, name: string): boolean {
  const { plugin, args, lines } = directive;
  switch (plugin) {
    case 'template':
      return isFollowed(directive);
    case 'kubernetes':
      return !lines.some(([word = '']) =>
        /^(labels|namespace_labels|ignore|noendpoints|endpoint_pod_names)$/.test(word),
      );
    case 'rewrite':
      return !args.includes('cname');
    default: {
      if (FOLLOWED.has(plugin)) return true;
      // What names zones is for these alone.
      const zones = args.filter((word) => /^[\w*-]+(\.[\w-]+)+\.?$/.test(word)).map(zoneName);
      return zones.length > 0 && zoneHolding(zones, name) === undefined;
    }
  }
}
