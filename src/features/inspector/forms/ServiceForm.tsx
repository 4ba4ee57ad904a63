import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { optionsAt, SERVICE } from '../../../engine/fields.ts';
import { formatEndpoint, type Ip, type Port } from '../../../engine/packets.ts';
import type { ClusterService } from '../../../engine/objects.ts';
import { withServiceType } from '../../../simulation/build/make-service.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import { Button } from '../../../ui/Button.tsx';
import { withPart } from '../../../ui/fetch-part.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { About, type FieldPath } from './fields/About.tsx';
import { Fact, Group, ObjectLink, SelectField } from './fields/fields.tsx';
import { LabelsField } from './fields/LabelsField.tsx';
import { TextField } from './fields/TextField.tsx';
import { checkPort, checkTargetPort, portOrName } from './ports.ts';
import { useFocusAdded } from './schema/use-focus-added.ts';
import type { Editing } from './use-edit.ts';
import { useWords } from '../../../ui/words.ts';

const TargetFacts = lazyPart(
  { part: 'objectFacts', place: 'line' },
  async () => (await import('./TargetFacts.tsx')).TargetFacts,
);

const FAMILIES = [4, 6] as const;

interface ServiceFormProps {
  readonly service: ClusterService;
  readonly editing: Editing | undefined;
}

export function ServiceForm({ service, editing }: ServiceFormProps) {
  const words = useWords('inspector');
  return (
    <>
      <ServiceFields service={service} editing={editing} />
      {service.ports.length > 0 && (
        <Group title={words.service.ports}>
          <PortTable service={service} editing={editing} />
        </Group>
      )}
      <Endpoints service={service} />
      {service.loadBalancerIPs.length > 0 && (
        <TargetFacts reference={{ kind: 'Service', namespace: service.namespace, name: service.name }} />
      )}
    </>
  );
}

function ServiceFields({ service, editing }: ServiceFormProps) {
  const words = useWords('inspector');
  const external = service.type === 'NodePort' || service.type === 'LoadBalancer';
  const set = editing?.commit;
  return (
    <Group title="Service">
      <About path={['spec', 'selector']}>
        <LabelsField
          label="selector"
          labels={service.selector ?? {}}
          onCommit={
            set && ((selector) => set(['spec', 'selector'], Object.keys(selector).length === 0 ? undefined : selector))
          }
        />
      </About>
      <About path={['spec', 'type']}>
        <SelectField
          label="type"
          value={service.type}
          options={toOptions('type')}
          onCommit={editing && ((type) => editing.replace('type', withServiceType(editing.target.object, type)))}
        />
      </About>
      {service.externalName === undefined ? (
        <About path={['spec', 'clusterIP']}>
          <Fact label="clusterIP" values={service.headless ? [words.service.headless] : service.clusterIPs} />
        </About>
      ) : (
        <About path={['spec', 'externalName']}>
          <TextField
            label="externalName"
            value={service.externalName}
            check={(text) => (text.trim() === '' ? words.wrong.required : undefined)}
            onCommit={set && ((text) => set(['spec', 'externalName'], text.trim()))}
          />
        </About>
      )}
      {service.loadBalancerIPs.length > 0 && (
        <Fact label={words.fields.loadBalancer} values={service.loadBalancerIPs.map(({ ip }) => ip)} />
      )}
      {service.externalIPs.length > 0 && (
        <About path={['spec', 'externalIPs']}>
          <Fact label="externalIPs" values={service.externalIPs} />
        </About>
      )}
      <About path={['spec', 'internalTrafficPolicy']}>
        <SelectField
          label="internalTrafficPolicy"
          value={service.internalTrafficPolicy}
          options={toOptions('internalTrafficPolicy')}
          onCommit={set && ((policy) => set(['spec', 'internalTrafficPolicy'], policy))}
        />
      </About>
      {external && (
        <About path={['spec', 'externalTrafficPolicy']}>
          <SelectField
            label="externalTrafficPolicy"
            value={service.externalTrafficPolicy}
            options={toOptions('externalTrafficPolicy')}
            onCommit={set && ((policy) => set(['spec', 'externalTrafficPolicy'], policy))}
          />
        </About>
      )}
    </Group>
  );
}

function Endpoints({ service }: { readonly service: ClusterService }) {
  const words = useWords('inspector');
  const { view } = useSimulation();
  const endpoints = FAMILIES.flatMap((family) => service.endpoints(family));
  return (
    <Group title={words.service.endpoints(endpoints.length)}>
      {endpoints.length === 0 && <p className="text-small text-muted">{words.service.noEndpoints}</p>}
      {endpoints.map((endpoint) => {
        const { ip, pod, ports, ready } = endpoint;
        const at = withPorts(ip, [...new Set(ports.map(({ port }) => port))]);
        const detail = ready ? at : words.service.endpointNotReady(at);
        return pod === undefined ? (
          <span key={ip} className="font-mono text-small break-all">
            {detail}
          </span>
        ) : (
          <ObjectLink
            key={ip}
            text={pod.name}
            detail={detail}
            onSelect={() => view.getState().select(`Pod/${pod.namespace}/${pod.name}`)}
          />
        );
      })}
    </Group>
  );
}

/** "10.244.1.2:8080 :9090". */
function withPorts(ip: Ip, ports: readonly Port[]): string {
  const [first, ...more] = ports;
  return [first === undefined ? ip : formatEndpoint(ip, first), ...more.map((port) => `:${port}`)].join(' ');
}

function PortTable({ service, editing }: ServiceFormProps) {
  const words = useWords('inspector');
  const { ports } = service;
  const focusAdded = useFocusAdded(ports);
  const withNodePort = ports.some(({ nodePort }) => nodePort !== undefined);
  // Of others one has to be left.
  const mayRemove = ports.length > 1 || service.headless || service.externalName !== undefined;
  const add = ({ set, target }: Editing): void =>
    withPart(
      'schemaForm',
      () => import('./schema/add-port.ts'),
      ({ withPort }) => {
        focusAdded(['spec', 'ports', ports.length]);
        set(['spec', 'ports'], withPort(target.object));
      },
    );
  return (
    <>
      <table className="w-full table-fixed text-left text-small">
        <thead className="text-muted">
          <tr>
            <th className="pr-2 font-normal">port</th>
            <th className="pr-2 font-normal">targetPort</th>
            {withNodePort && <th className="pr-2 font-normal">nodePort</th>}
            <th className="font-normal">protocol</th>
          </tr>
        </thead>
        <tbody>
          {ports.map((port, index) => (
            <PortRow
              key={`${port.name} ${port.port} ${port.protocol}`}
              port={port}
              withNodePort={withNodePort}
              at={(key) => ['spec', 'ports', index, key]}
              setField={
                editing &&
                ((key, value) =>
                  editing.commit(['spec', 'ports', index, key], value.trim() === '' ? undefined : portOrName(value)))
              }
              remove={editing && mayRemove ? () => editing.set(['spec', 'ports', index], undefined) : undefined}
            />
          ))}
        </tbody>
      </table>
      {editing !== undefined && (
        <Button
          label={words.service.addPort}
          icon={<Plus size={14} aria-hidden />}
          variant="outline"
          className="self-start"
          onClick={() => add(editing)}
        />
      )}
    </>
  );
}

interface PortRowProps {
  readonly port: ClusterService['ports'][number];
  readonly withNodePort: boolean;
  /** Where a field of it is in the Service. */
  readonly at: (key: string) => FieldPath;
  readonly setField: ((key: string, value: string) => string | undefined) | undefined;
  /** Absent: it has to be there. */
  readonly remove: (() => void) | undefined;
}

/** A port, and below it what is wrong with what is typed: a field of it alone is too narrow for a sentence. */
function PortRow({
  port: { name, port, targetPort, nodePort, protocol },
  withNodePort,
  at,
  setField,
  remove,
}: PortRowProps) {
  const words = useWords('inspector');
  const [wrongIn, setWrongIn] = useState<Element | null>(null);
  const called = name === '' ? `${port}` : name;
  const field = (key: string) => ({
    bare: true,
    wrongIn,
    onCommit: setField && ((value: string) => setField(key, value)),
  });
  return (
    <>
      <tr className="align-top">
        <td className="py-0.5 pr-2">
          <About path={at('port')}>
            <TextField
              {...field('port')}
              label={words.service.portOf(called)}
              value={`${port}`}
              check={(text) => checkPort(text, words.wrong)}
            />
          </About>
        </td>
        <td className="py-0.5 pr-2">
          <About path={at('targetPort')}>
            <TextField
              {...field('targetPort')}
              label={words.service.targetPortOf(called)}
              value={`${targetPort}`}
              check={(text) => (text.trim() === '' ? undefined : checkTargetPort(text, words.wrong))}
            />
          </About>
        </td>
        {withNodePort && (
          <td className="py-0.5 pr-2">
            <About path={at('nodePort')}>
              <TextField
                {...field('nodePort')}
                label={words.service.nodePortOf(called)}
                value={nodePort === undefined ? '' : `${nodePort}`}
                check={(text) => (text.trim() === '' ? undefined : checkPort(text, words.wrong))}
              />
            </About>
          </td>
        )}
        <td className="font-mono">
          <div className="flex items-start justify-between gap-1">
            <span className="min-w-0 py-1.5 break-words">
              <About path={at('protocol')}>{protocol}</About>
              {name !== '' && <span className="text-muted"> {name}</span>}
            </span>
            {remove !== undefined && (
              <IconButton
                label={words.service.removePort(called)}
                icon={<X size={14} aria-hidden />}
                onClick={remove}
              />
            )}
          </div>
        </td>
      </tr>
      <tr className="has-[td:empty]:hidden">
        {/* Empty until something is wrong, and hidden as long. */}
        {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label */}
        <td ref={setWrongIn} colSpan={withNodePort ? 4 : 3} />
      </tr>
    </>
  );
}

/** What a field of the spec may say. */
function toOptions(field: string): readonly { readonly value: string; readonly label: string }[] {
  return optionsAt(SERVICE, 'spec', field).map((value) => ({ value, label: value }));
}
