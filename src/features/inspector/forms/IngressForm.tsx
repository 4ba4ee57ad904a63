import type { ClusterIngress, IngressPath } from '../../../engine/objects.ts';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { useShownCluster } from '../object/shown-cluster.ts';
import { About } from './fields/About.tsx';
import { Fact, Group, Row, SelectField } from './fields/fields.tsx';
import { ServedBy } from './fields/ServedBy.tsx';
import { TextField } from './fields/TextField.tsx';
import { checkTargetPort, portOrName } from './ports.ts';
import type { Editing } from './use-edit.ts';
import { useWords } from '../../../ui/words.ts';

const TargetFacts = lazyPart(
  { part: 'objectFacts', place: 'line' },
  async () => (await import('./TargetFacts.tsx')).TargetFacts,
);

interface IngressFormProps {
  readonly ingress: ClusterIngress;
  readonly editing: Editing | undefined;
}

/** An Ingress: who serves it, at which addresses, and its rules. */
export function IngressForm({ ingress, editing }: IngressFormProps) {
  const words = useWords('inspector');
  const { className, addresses, controllerService, tls, rules, defaultBackend, cloud } = ingress;
  const set = editing?.commit;
  return (
    <>
      <Group title="Ingress">
        <About path={['spec', 'ingressClassName']}>
          <Fact label="ingressClassName" values={className === undefined ? [] : [className]} />
        </About>
        <Fact label={words.fields.addresses} values={addresses} />
        {cloud === undefined || cloud.refused !== undefined ? (
          <ServedBy service={controllerService} />
        ) : (
          <Row label={words.fields.servedBy}>{words.ingress.servedByCloud[cloud.by]}</Row>
        )}
        {tls.map(({ hosts, secretName }) => (
          <Fact
            key={hosts.join()}
            label="TLS"
            values={[`${hosts.join(', ')}${secretName === undefined ? '' : ` (${secretName})`}`]}
          />
        ))}
        {defaultBackend !== undefined && (
          <Fact label="defaultBackend" values={[`${defaultBackend.service}:${backendPort(defaultBackend)}`]} />
        )}
      </Group>
      {rules.map(({ host, paths }, rule) => (
        // Rules have no name: their place identifies them.
        // oxlint-disable-next-line react/no-array-index-key
        <Group key={rule} title={words.ingress.rule(rule + 1)}>
          <About path={['spec', 'rules', rule, 'host']}>
            <TextField
              label="host"
              value={host ?? ''}
              onCommit={set && ((text) => set(['spec', 'rules', rule, 'host'], text === '' ? undefined : text))}
            />
          </About>
          {paths.map((path, index) => (
            <PathFields
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              ingress={ingress}
              path={path}
              at={['spec', 'rules', rule, 'http', 'paths', index]}
              set={set}
            />
          ))}
        </Group>
      ))}
      {cloud !== undefined && (
        <TargetFacts reference={{ kind: 'Ingress', namespace: ingress.namespace, name: ingress.name }} />
      )}
    </>
  );
}

function PathFields(props: {
  readonly ingress: ClusterIngress;
  readonly path: IngressPath;
  readonly at: readonly (string | number)[];
  readonly set: Editing['commit'] | undefined;
}) {
  const words = useWords('inspector');
  const { ingress, path, at, set } = props;
  const { services } = useShownCluster();
  const { service } = path.backend;
  const names = services.filter(({ namespace }) => namespace === ingress.namespace).map(({ name }) => name);
  const known = names.includes(service);
  return (
    <div className="flex flex-col gap-2 border-l border-line pl-3">
      <About path={[...at, 'path']}>
        <TextField
          label={words.ingress.path(path.pathType)}
          value={path.path}
          onCommit={set && ((text) => set([...at, 'path'], text))}
        />
      </About>
      <About path={[...at, 'backend', 'service', 'name']}>
        <SelectField
          label="Service"
          value={service}
          options={[
            ...(known ? [] : [{ value: service, label: words.ingress.doesNotExist(service) }]),
            ...names.map((name) => ({ value: name, label: name })),
          ]}
          onCommit={set && ((name) => set([...at, 'backend', 'service', 'name'], name))}
        />
      </About>
      <About path={[...at, 'backend', 'service', 'port']}>
        <TextField
          label="port"
          value={`${backendPort(path.backend)}`}
          check={(text) => checkTargetPort(text, words.wrong)}
          onCommit={
            set &&
            ((text) => {
              const port = portOrName(text);
              return set(
                [...at, 'backend', 'service', 'port'],
                typeof port === 'number' ? { number: port } : { name: port },
              );
            })
          }
        />
      </About>
    </div>
  );
}

function backendPort({ port }: IngressPath['backend']): number | string {
  return 'number' in port ? port.number : port.name;
}
