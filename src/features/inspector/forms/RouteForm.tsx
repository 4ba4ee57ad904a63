import type { ClusterEntry } from '../../../engine/objects.ts';
import { recordOf, scalarText } from '../../../engine/text.ts';
import { useWords } from '../../../ui/words.ts';
import { useShownCluster } from '../object/shown-cluster.ts';
import { About } from './fields/About.tsx';
import { Fact, Group, SelectField } from './fields/fields.tsx';
import { ServedBy } from './fields/ServedBy.tsx';
import { TextField } from './fields/TextField.tsx';
import { checkTargetPort, portOrName } from './ports.ts';
import type { WorkloadFormProps } from './WorkloadForm.tsx';

const TERMINATIONS = ['edge', 'passthrough', 'reencrypt'] as const;
const INSECURE = ['None', 'Allow', 'Redirect'] as const;
const same = (value: string) => ({ value, label: value });

/** A Route of OpenShift: who serves it, at which addresses, for what, and where it leads. */
export function RouteForm({ object, editing, entry }: WorkloadFormProps & { readonly entry: ClusterEntry }) {
  const words = useWords('inspector');
  const { services } = useShownCluster();
  const set = editing?.commit;
  const spec = recordOf(object['spec']);
  const tls = spec['tls'] === undefined ? undefined : recordOf(spec['tls']);
  const text = (from: Readonly<Record<string, unknown>>, field: string): string => scalarText(from[field]) ?? '';
  const backend = text(recordOf(spec['to']), 'name');
  const names = services.filter(({ namespace }) => namespace === entry.namespace).map(({ name }) => name);
  const orNothing = (value: string): string | undefined => (value === '' ? undefined : value);
  return (
    <>
      <Group title={entry.kind}>
        {entry.lacks !== undefined && <p className="text-small text-rejected">{words.route.notAdmitted}</p>}
        <Fact label={words.fields.addresses} values={entry.addresses} />
        <ServedBy service={entry.controllerService} />
        <About path={['spec', 'host']}>
          <TextField
            label="host"
            value={text(spec, 'host')}
            onCommit={set && ((host) => set(['spec', 'host'], orNothing(host)))}
          />
        </About>
        <About path={['spec', 'path']}>
          <TextField
            label={words.route.path}
            value={text(spec, 'path')}
            check={(path) => (path === '' || path.startsWith('/') ? undefined : words.ingress.wrongPath)}
            onCommit={set && ((path) => set(['spec', 'path'], orNothing(path)))}
          />
        </About>
        <About path={['spec', 'to', 'name']}>
          <SelectField
            label="Service"
            value={backend}
            options={[
              ...(names.includes(backend) ? [] : [{ value: backend, label: words.ingress.doesNotExist(backend) }]),
              ...names.map(same),
            ]}
            onCommit={set && ((name) => set(['spec', 'to', 'name'], name))}
          />
        </About>
        <About path={['spec', 'port', 'targetPort']}>
          <TextField
            label="targetPort"
            value={text(recordOf(spec['port']), 'targetPort')}
            check={(port) => (port === '' ? undefined : checkTargetPort(port, words.wrong))}
            onCommit={
              set && ((port) => set(['spec', 'port'], port === '' ? undefined : { targetPort: portOrName(port) }))
            }
          />
        </About>
      </Group>
      <Group title="TLS">
        <About path={['spec', 'tls', 'termination']}>
          <SelectField
            label={words.route.termination}
            value={tls === undefined ? '' : text(tls, 'termination')}
            options={[{ value: '', label: words.fields.none }, ...TERMINATIONS.map(same)]}
            onCommit={
              set && ((termination) => set(['spec', 'tls'], termination === '' ? undefined : { ...tls, termination }))
            }
          />
        </About>
        {tls !== undefined && (
          <SelectField
            label={words.route.plainHttp}
            value={orNothing(text(tls, 'insecureEdgeTerminationPolicy')) ?? 'None'}
            options={INSECURE.map(same)}
            onCommit={set && ((policy) => set(['spec', 'tls', 'insecureEdgeTerminationPolicy'], policy))}
          />
        )}
      </Group>
    </>
  );
}
