import type { ClusterPod, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import type { Port } from '../../net/ip.ts';
import type { NotConsideredDetails } from '../outcome/not-considered.ts';
import type { Concern } from './parties/concern.ts';
import type { Link, Parties } from './parties/parties.ts';

type Evidence = Pick<NotConsideredDetails['SPEAKS_NO_HTTP'], 'protocol' | 'by' | 'text'>;

interface Speech {
  readonly protocol: string;
  /** What ports are called that speak it, whole. // IANA Service Names; istio.io "Protocol Selection" */
  readonly named: RegExp;
  /** Its server has this port unless it is told another, in images of these names. // github.com/docker-library, EXPOSE */
  readonly port: Port;
  readonly image: RegExp;
}

const speech = (protocol: string, port: Port, named: string, image: string): Speech => ({
  protocol,
  named: new RegExp(`^(?:tcp-)?(?:${named})$`),
  port,
  image: new RegExp(`(?:^|/)(?:${image})(?:[:@]|$)`),
});

const SPEECHES: readonly Speech[] = [
  {
    ...speech('FastCGI', 9000, 'fastcgi|fcgi|php-?fpm|fpm', ''),
    image: /(?:^|\/)php-?fpm(?:[:@]|$)|:[\w.]*-?fpm(?:-[\w.-]+)?(?:@|$)/,
  },
  speech('uWSGI', 3031, 'uwsgi', 'uwsgi'),
  speech('MySQL', 3306, 'mysql|mariadb', 'mysql|mariadb|percona'),
  speech('PostgreSQL', 5432, 'postgres|postgresql|pgsql', 'postgres|postgresql|postgis|pgbouncer'),
  speech('Redis', 6379, 'redis|valkey', 'redis|valkey'),
  speech('MongoDB', 27_017, 'mongo|mongodb', 'mongo|mongodb'),
  speech('memcached', 11_211, 'memcached?', 'memcached'),
  speech('AMQP', 5672, 'amqps?', 'rabbitmq'),
  speech('Kafka', 9092, 'kafka', 'kafka|cp-kafka'),
  speech('ZooKeeper', 2181, 'zookeeper', 'zookeeper'),
  speech('CQL', 9042, 'cql', 'cassandra|scylla'),
];

/** Ports that are asked in HTTP and seem to speak something else: by what they are called, or by the image that has them. */
export function speechConcerns({ request, links, outcomes, someSucceed }: Parties): readonly Concern[] {
  const { scheme } = request.target;
  if (!someSucceed || (scheme !== 'http' && scheme !== 'https')) return [];
  const asksFastCgi = outcomes.some(({ http }) => http?.backendProtocol === 'FCGI');
  return links.flatMap((link): readonly Concern[] => {
    const { pod } = link.server;
    const { kind, port, protocol } = link;
    const isAsked = kind === 'PROXIED' || (kind === 'CONNECTION' && !links.some((each) => each.kind === 'PROXIED'));
    if (pod === undefined || protocol !== 'TCP' || !isAsked) return [];
    const found = evidenceOf(pod, link);
    if (found === undefined || (found.protocol === 'FastCGI' && asksFastCgi)) return [];
    const object = { kind: 'Pod', namespace: pod.namespace, name: pod.name };
    return [{ object, code: 'SPEAKS_NO_HTTP', detail: { port, ...found }, breaks: true }];
  });
}

/** Words go before images: who names a port knows what speaks there. */
function evidenceOf(pod: ClusterPod, { port, service, calledPort }: Link): Evidence | undefined {
  const own: ServicePort | undefined = service?.ports.find((each) => each.port === calledPort);
  const declaring = pod.containers.filter(({ ports }) => ports.some(({ containerPort }) => containerPort === port));
  const declared = declaring.flatMap(({ ports }) => ports).find(({ containerPort }) => containerPort === port);
  const words: readonly (readonly [Evidence['by'], string])[] = [
    ['appProtocol', own?.appProtocol ?? ''],
    ['name', own?.name ?? ''],
    ['containerName', declared?.name ?? ''],
  ];
  for (const [by, text] of words) {
    if (/^(https?|http2|h2c|grpc|wss?|kubernetes\.io\/\w+)(-|$)/.test(text)) return undefined;
    const found = SPEECHES.find(({ named }) => named.test(text));
    if (found !== undefined) return { protocol: found.protocol, by, text };
  }
  for (const { image } of declaring.length > 0 ? declaring : pod.containers) {
    const found = SPEECHES.find((each) => each.port === port && each.image.test(image));
    if (found !== undefined) return { protocol: found.protocol, by: 'image', text: image };
  }
  return undefined;
}
