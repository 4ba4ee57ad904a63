import { useState } from 'react';
import { optionsAt, SERVICE } from '../../../engine/fields.ts';
import { formatEndpoint, type Ip, type Port } from '../../../engine/packets.ts';
import type { ClusterService } from '../../../engine/objects.ts';
import { withServiceType } from '../../../simulation/build/make-service.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { Fact, Group, ObjectLink, SelectField } from './fields/fields.tsx';
import { LabelsField } from './fields/LabelsField.tsx';
import { TextField } from './fields/TextField.tsx';
import { checkPort, checkTargetPort, portOrName } from './ports.ts';
import type { Editing } from './use-edit.ts';
import { useWords } from '../../../ui/words.ts';

const TargetFacts = lazyPart(
  { part: 'objectFacts', place: 'line' },
  async () => (await import('./TargetFacts.tsx')).TargetFacts,
);

const ALIAS = 'ExternalName';
const FAMILIES = [4, 6] as const;

export function ServiceForm({
  service,
  editing,
}: {
  readonly service: ClusterService;
  readonly editing: Editing | undefined;
}) {
  const words = useWords('inspector');
  const external = service.type === 'NodePort' || service.type === 'LoadBalancer';
  const set = editing?.set;
  return (
    <>
      <Group title="Service">
        <LabelsField
          label="selector"
          labels={service.selector ?? {}}
          onCommit={
            set && ((selector) => set(['spec', 'selector'], Object.keys(selector).length === 0 ? undefined : selector))
          }
        />
        <SelectField
          label="type"
          value={service.type}
          options={toOptions('type', (type) => type !== ALIAS || service.type === ALIAS)}
          onCommit={editing && ((type) => editing.replace('type', withServiceType(editing.target.object, type)))}
        />
        {service.externalName === undefined ? (
          <Fact label="clusterIP" values={service.headless ? [words.service.headless] : service.clusterIPs} />
        ) : (
          <Fact label="externalName" values={[service.externalName]} />
        )}
        {service.loadBalancerIPs.length > 0 && (
          <Fact label={words.fields.loadBalancer} values={service.loadBalancerIPs.map(({ ip }) => ip)} />
        )}
        {service.externalIPs.length > 0 && <Fact label="externalIPs" values={service.externalIPs} />}
        <SelectField
          label="internalTrafficPolicy"
          value={service.internalTrafficPolicy}
          options={toOptions('internalTrafficPolicy')}
          onCommit={set && ((policy) => set(['spec', 'internalTrafficPolicy'], policy))}
        />
        {external && (
          <SelectField
            label="externalTrafficPolicy"
            value={service.externalTrafficPolicy}
            options={toOptions('externalTrafficPolicy')}
            onCommit={set && ((policy) => set(['spec', 'externalTrafficPolicy'], policy))}
          />
        )}
      </Group>
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

function PortTable({ service, editing }: { readonly service: ClusterService; readonly editing: Editing | undefined }) {
  const withNodePort = service.ports.some(({ nodePort }) => nodePort !== undefined);
  return (
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
        {service.ports.map((port, index) => (
          <PortRow
            key={`${port.name} ${port.port} ${port.protocol}`}
            port={port}
            withNodePort={withNodePort}
            setField={editing && ((key, value) => editing.set(['spec', 'ports', index, key], portOrName(value)))}
          />
        ))}
      </tbody>
    </table>
  );
}

interface PortRowProps {
  readonly port: ClusterService['ports'][number];
  readonly withNodePort: boolean;
  readonly setField: ((key: string, value: string) => void) | undefined;
}

/** A port, and below it what is wrong with what is typed: a field of it alone is too narrow for a sentence. */
function PortRow({ port: { name, port, targetPort, nodePort, protocol }, withNodePort, setField }: PortRowProps) {
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
          <TextField
            {...field('port')}
            label={words.service.portOf(called)}
            value={`${port}`}
            check={(text) => checkPort(text, words.wrong)}
          />
        </td>
        <td className="py-0.5 pr-2">
          <TextField
            {...field('targetPort')}
            label={words.service.targetPortOf(called)}
            value={`${targetPort}`}
            check={(text) => checkTargetPort(text, words.wrong)}
          />
        </td>
        {withNodePort && (
          <td className="py-0.5 pr-2">
            <TextField
              {...field('nodePort')}
              label={words.service.nodePortOf(called)}
              value={nodePort === undefined ? '' : `${nodePort}`}
              check={(text) => checkPort(text, words.wrong)}
            />
          </td>
        )}
        <td className="py-1.5 font-mono">
          {protocol}
          {name !== '' && <span className="text-muted"> {name}</span>}
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

/** What a field of the spec may say; `offered`: of that, what the form offers. */
function toOptions(
  field: string,
  offered: (value: string) => boolean = () => true,
): readonly { readonly value: string; readonly label: string }[] {
  return optionsAt(SERVICE, 'spec', field)
    .filter(offered)
    .map((value) => ({ value, label: value }));
}
