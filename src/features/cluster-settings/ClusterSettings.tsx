import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { type ClusterOverrides, kindsOf } from '../../engine/objects.ts';
import {
  KUBERNETES_VERSIONS,
  parseKubernetesVersion,
  parseRanges,
  setOverride,
} from '../../simulation/views/cluster-settings.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Choice, Ranges } from './fields.tsx';
import { CLOUD_WORDS, CNI_NAMES, cniWords, MODE_WORDS } from './words.ts';

export interface ClusterSettingsProps {
  readonly onClose: () => void;
}

/** What holds for the whole cluster. A change is one undo step, and the walk follows at once. */
export function ClusterSettings({ onClose }: ClusterSettingsProps) {
  const readOnly = useView((state) => state.readOnly);
  return (
    <Dialog title="Cluster settings" onClose={onClose} {...(readOnly ? {} : { footer: <UndoLast /> })}>
      <Choices />
      <AddressRanges />
      <Policies />
    </Dialog>
  );
}

/** What was changed last since the dialog was opened, and its undoing. */
function UndoLast() {
  const { document } = useSimulation();
  const past = useDocument((state) => state.past);
  const [before] = useState(past.length);
  const last = past.length > before ? past.at(-1)?.label : undefined;
  return (
    <>
      <span className="min-w-0 flex-1 truncate text-small text-muted">{last}</span>
      <Button
        label="Undo"
        variant="outline"
        icon={<Undo2 size={16} aria-hidden />}
        disabled={last === undefined}
        onClick={() => document.getState().undo()}
      />
    </>
  );
}

/** What is set here and what holds; `change` is undefined where nothing can be changed. */
function useSettings() {
  const { document } = useSimulation();
  const readOnly = useView((state) => state.readOnly);
  const overrides = useDocument((state) => state.document.overrides);
  const { settings, assumptions } = useDocument((state) => state.router.cluster);
  const change = <Key extends keyof ClusterOverrides>(
    key: Key,
    value: ClusterOverrides[Key] | undefined,
    what: string,
  ): void =>
    document
      .getState()
      .edit(value === undefined ? `Leave ${what} to the objects` : `Change ${what}`, (now) =>
        setOverride(now, key, value),
      );
  const originOf = (key: keyof ClusterOverrides, code: string): string => {
    if (overrides[key] !== undefined) return 'set here';
    return assumptions.some((assumption) => assumption.code === code) ? 'assumed' : 'from the objects';
  };
  return { settings, overrides, originOf, change: readOnly ? undefined : change };
}

function Choices() {
  const { settings, overrides, originOf, change } = useSettings();
  const { proxyMode, cni, cloud, kubernetesVersion } = settings;
  const modes = Object.entries(MODE_WORDS).map(([value, { name }]) => ({ value, label: name }));
  const clouds = Object.entries(CLOUD_WORDS).map(([value, { name }]) => ({ value, label: name }));
  const cnis = [...new Set([...CNI_NAMES, cni])].map((value) => ({ value, label: cniWords(value).name }));
  const versions = [...new Set([...KUBERNETES_VERSIONS, kubernetesVersion])].map((value) => ({ value, label: value }));
  const automatic = (set: unknown, now: string): string =>
    set === undefined ? `As the objects say: ${now}` : 'As the objects say';
  return (
    <>
      <Choice
        label="Cloud"
        line={
          cloud === undefined
            ? 'No cloud: machines on one network, and a load balancer in front.'
            : CLOUD_WORDS[cloud].line
        }
        origin={overrides.cloud === undefined ? (cloud === undefined ? 'not named' : 'from the objects') : 'set here'}
        value={overrides.cloud ?? ''}
        automatic={automatic(overrides.cloud, cloud === undefined ? 'none' : CLOUD_WORDS[cloud].name)}
        options={clouds}
        onChange={change && ((value) => change('cloud', value as ClusterOverrides['cloud'], 'the cloud'))}
      />
      <Choice
        label="Pod network"
        line={`${cniWords(cni).line}${settings.policiesIgnored === true ? ' NetworkPolicies are not enforced.' : ''}`}
        origin={originOf('cni', 'CNI_ASSUMED')}
        value={overrides.cni ?? ''}
        automatic={automatic(overrides.cni, cniWords(cni).name)}
        options={cnis}
        onChange={change && ((value) => change('cni', value, 'the pod network'))}
      />
      <Choice
        label="Services"
        line={MODE_WORDS[proxyMode].line}
        origin={overrides.proxyMode === undefined ? 'from the objects' : 'set here'}
        value={overrides.proxyMode ?? ''}
        automatic={automatic(overrides.proxyMode, MODE_WORDS[proxyMode].name)}
        options={modes}
        onChange={change && ((value) => change('proxyMode', value as ClusterOverrides['proxyMode'], 'the proxy mode'))}
      />
      <Choice
        label="Kubernetes"
        line="Rules are those of this version, wherever versions differ."
        origin={
          overrides.kubernetesVersion === undefined
            ? settings.versionAssumed === true
              ? 'assumed'
              : 'from the objects'
            : 'set here'
        }
        value={overrides.kubernetesVersion ?? ''}
        automatic={automatic(overrides.kubernetesVersion, kubernetesVersion)}
        options={versions}
        onChange={
          change &&
          ((value) => change('kubernetesVersion', parseKubernetesVersion(value ?? ''), 'the version of Kubernetes'))
        }
      />
    </>
  );
}

function AddressRanges() {
  const { settings, originOf, change } = useSettings();
  const ranges = (key: 'podCIDRs' | 'serviceCIDRs', what: string) =>
    change &&
    ((text: string): boolean => {
      const parsed = text === '' ? undefined : parseRanges(text);
      if (parsed === undefined && text !== '') return false;
      change(key, parsed, what);
      return true;
    });
  return (
    <>
      <Ranges
        label="Pod range"
        line="Each node gets a part of it, and each pod an address of its node’s part."
        origin={originOf('podCIDRs', 'POD_CIDR_ASSUMED')}
        value={settings.podCIDRs.join(', ')}
        onCommit={ranges('podCIDRs', 'the pod range')}
      />
      <Ranges
        label="Service range"
        line="Each clusterIP is one of it; no interface ever has one of these addresses."
        origin={originOf('serviceCIDRs', 'SERVICE_CIDR_ASSUMED')}
        value={settings.serviceCIDRs.join(', ')}
        onCommit={ranges('serviceCIDRs', 'the Service range')}
      />
    </>
  );
}

function Policies() {
  const cluster = useDocument((state) => state.router.cluster);
  const { cni, policiesIgnored } = cluster.settings;
  const policies = kindsOf('policy').reduce((sum, kind) => sum + cluster.ofKind(kind).length, 0);
  return (
    <div className="grid gap-x-6 gap-y-1 px-6 py-3 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <div className="flex flex-col">
        <span className="text-body font-semibold text-ink">Policies</span>
        <span className="text-small text-muted">by the pod network</span>
      </div>
      <p className={`text-body ${policiesIgnored === true && policies > 0 ? 'text-rejected' : 'text-ink'}`}>
        {policyLine(policies, policiesIgnored === true ? cniWords(cni).name : undefined)}
      </p>
    </div>
  );
}

function policyLine(count: number, ignoredBy: string | undefined): string {
  if (count === 0) {
    const would = ignoredBy === undefined ? '' : ` ${ignoredBy} would not enforce one.`;
    return `No NetworkPolicy here: every pod may talk to every other.${would}`;
  }
  const what = count === 1 ? '1 policy' : `${count} policies`;
  if (ignoredBy !== undefined) return `${what}, which ${ignoredBy} does not enforce.`;
  return `${what}, enforced on each pod’s node.`;
}
