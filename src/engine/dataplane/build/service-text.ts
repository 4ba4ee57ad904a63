import type { BpfService } from '../../linux/model/bpf.ts';
import type { RealServer, VirtualServer } from '../../linux/model/ipvs.ts';
import type { Protocol } from '../../net/flow.ts';
import { formatEndpoint } from '../../net/ip.ts';

const FLAG: Readonly<Record<Protocol, string>> = { TCP: '-t', UDP: '-u', SCTP: '--sctp-service', ICMP: '', IPIP: '' };

/** Virtual servers and their real servers as `ipvsadm -Sn` prints them; ends with a newline where there is one. */
export function formatVirtualServers(servers: readonly VirtualServer[]): string {
  return servers
    .flatMap((server) => {
      const service = `${FLAG[server.protocol]} ${formatEndpoint(server.ip, server.port)}`;
      const persistence = server.persistence === undefined ? '' : ` -p ${server.persistence}`;
      return [
        `-A ${service} -s ${server.scheduler}${persistence}\n`,
        ...server.realServers.map((one) => `-a ${service} ${formatRealServer(one)}\n`),
      ];
    })
    .join('');
}

const formatRealServer = ({ ip, port, weight }: RealServer): string => `-r ${formatEndpoint(ip, port)} -m -w ${weight}`;

/** What an eBPF program finds: a line per frontend, and one per further backend. */
export function formatServices(services: readonly BpfService[]): string {
  const rows = services.flatMap(({ frontend, backends, affinity }) => {
    const { subject } = frontend.origin;
    const head = [
      `${formatEndpoint(frontend.ip, frontend.port)}/${frontend.protocol}`,
      subject === undefined ? '' : `${subject.namespace}/${subject.name}`,
      affinity === undefined ? '-' : `${affinity}s`,
    ];
    const targets = backends.map(({ ip, port }) => formatEndpoint(ip, port));
    return (targets.length === 0 ? ['none'] : targets).map((target, index) => [
      ...(index === 0 ? head : head.map(() => '')),
      target,
    ]);
  });
  const table = [['FRONTEND', 'SERVICE', 'AFFINITY', 'BACKEND'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return (
    table.map((row) => `${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd()).join('\n') + '\n'
  );
}
