import { useMemo } from 'react';
import type { ClusterPod } from '../../../engine/objects.ts';
import { useDocument, useView } from '../../../simulation/workspace/context.ts';
import { addressLines, resolverLines, routeLines, rulesetLines } from '../../../simulation/views/host-text.ts';
import { Segmented } from '../../../ui/Segmented.tsx';
import { useWords } from '../../../ui/words.ts';
import { TextTab } from './TextTab.tsx';

export type HostCommand = 'ip addr' | 'ip route' | 'iptables-save';

/** What a command prints in a network namespace; routes and rules by address family where there are two. */
export function HostTab({ namespace, command }: { readonly namespace: string; readonly command: HostCommand }) {
  const words = useWords('inspector');
  const { network, cluster } = useDocument((state) => state.router);
  const inspector = useView((state) => state.inspector);
  const look = useView((state) => state.look);
  const { family = 4 } = inspector;
  const both = cluster.nodes.some(({ ips }) => ips.some((ip) => ip.includes(':')));
  const lines = useMemo(() => {
    if (command === 'ip addr') return addressLines(network, namespace);
    return command === 'ip route' ? routeLines(network, namespace, family) : rulesetLines(network, namespace, family);
  }, [network, namespace, command, family]);
  return (
    <>
      {both && command !== 'ip addr' && (
        <div className="px-4 pt-3">
          <Segmented
            label={words.text.addressFamily}
            value={`${family}`}
            options={[
              { value: '4', label: 'IPv4' },
              { value: '6', label: 'IPv6' },
            ]}
            onChange={(value) => {
              const { family: _, ...rest } = inspector;
              look({ inspector: value === '6' ? { ...rest, family: 6 } : rest });
            }}
          />
        </div>
      )}
      <TextTab name={command} lines={lines} />
    </>
  );
}

export function ResolverTab({ pod }: { readonly pod: ClusterPod }) {
  const cluster = useDocument((state) => state.router.cluster);
  const lines = useMemo(() => resolverLines(cluster, pod), [cluster, pod]);
  return <TextTab name="resolv.conf" lines={lines} />;
}
