import type { RoomWords } from '../../narration/page/language.ts';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { type ClusterOverrides, type ClusterSetting, kindsOf } from '../../engine/objects.ts';
import {
  KUBERNETES_VERSIONS,
  parseKubernetesVersion,
  parseRanges,
  setOverride,
} from '../../simulation/views/cluster-settings.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { sayEdit } from '../../simulation/stores/edit-details.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../ui/words.ts';
import { Choice, Ranges } from './fields.tsx';
import { cniWords, rangeLines } from './words.ts';

export interface ClusterSettingsProps {
  readonly onClose: () => void;
}

/** What holds for the whole cluster. A change is one undo step, and the walk follows at once. */
export function ClusterSettings({ onClose }: ClusterSettingsProps) {
  const words = useWords('clusterSettings');
  const readOnly = useView((state) => state.readOnly);
  return (
    <Dialog title={words.title} onClose={onClose} {...(readOnly ? {} : { footer: <UndoLast /> })}>
      <Choices />
      <AddressRanges />
      <Policies />
    </Dialog>
  );
}

/** What was changed last since the dialog was opened, and its undoing. */
function UndoLast() {
  const words = useWords('clusterSettings');
  const said = useWords('edits');
  const { document } = useSimulation();
  const past = useDocument((state) => state.past);
  const [before] = useState(past.length);
  const last = past.length > before ? past.at(-1)?.edit : undefined;
  return (
    <>
      <span className="min-w-0 flex-1 truncate text-small text-muted">{last && sayEdit(last, said)}</span>
      <Button
        label={words.undo}
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
  const words = useWords('clusterSettings');
  const { document } = useSimulation();
  const readOnly = useView((state) => state.readOnly);
  const overrides = useDocument((state) => state.document.overrides);
  const { settings, assumptions } = useDocument((state) => state.router.cluster);
  const change = <Key extends ClusterSetting>(key: Key, value: ClusterOverrides[Key] | undefined): void =>
    void document
      .getState()
      .edit({ code: value === undefined ? 'LEAVE_OVERRIDE' : 'SET_OVERRIDE', detail: { setting: key } }, (now) =>
        setOverride(now, key, value),
      );
  const originOf = (key: ClusterSetting, code: string): string => {
    if (overrides[key] !== undefined) return words.origins.set;
    return assumptions.some((assumption) => assumption.code === code) ? words.origins.assumed : words.origins.objects;
  };
  return { settings, overrides, originOf, change: readOnly ? undefined : change };
}

function Choices() {
  const words = useWords('clusterSettings');
  const { settings, overrides, originOf, change } = useSettings();
  const { proxyMode, cni, cloud, kubernetesVersion } = settings;
  const modes = Object.entries(words.services.modes).map(([value, { name }]) => ({ value, label: name }));
  const network = cniWords(cni, words.podNetwork);
  const clouds = Object.entries(words.cloud.clouds).map(([value, { name }]) => ({ value, label: name }));
  const cnis = [...new Set([...Object.keys(words.podNetwork.cnis), cni])].map((value) => ({
    value,
    label: cniWords(value, words.podNetwork).name,
  }));
  const versions = [...new Set([...KUBERNETES_VERSIONS, kubernetesVersion])].map((value) => ({ value, label: value }));
  const automatic = (set: unknown, now: string): string =>
    set === undefined ? words.automaticNow(now) : words.automatic;
  return (
    <>
      <Choice
        label={words.cloud.title}
        line={cloud === undefined ? words.cloud.line : words.cloud.clouds[cloud].line}
        origin={
          overrides.cloud === undefined
            ? cloud === undefined
              ? words.origins.notNamed
              : words.origins.objects
            : words.origins.set
        }
        value={overrides.cloud ?? ''}
        automatic={automatic(overrides.cloud, cloud === undefined ? words.cloud.none : words.cloud.clouds[cloud].name)}
        options={clouds}
        onChange={change && ((value) => change('cloud', value as ClusterOverrides['cloud']))}
      />
      <Choice
        label={words.podNetwork.title}
        line={
          settings.policiesIgnored === true
            ? words.podNetwork.notEnforced(network.line, settings.policySwitch)
            : network.line
        }
        origin={originOf('cni', 'CNI_ASSUMED')}
        value={overrides.cni ?? ''}
        automatic={automatic(overrides.cni, network.name)}
        options={cnis}
        onChange={change && ((value) => change('cni', value))}
      />
      <Choice
        label={words.services.title}
        line={words.services.modes[proxyMode].line}
        origin={overrides.proxyMode === undefined ? words.origins.objects : words.origins.set}
        value={overrides.proxyMode ?? ''}
        automatic={automatic(overrides.proxyMode, words.services.modes[proxyMode].name)}
        options={modes}
        onChange={change && ((value) => change('proxyMode', value as ClusterOverrides['proxyMode']))}
      />
      <Choice
        label={words.kubernetes.title}
        line={words.kubernetes.line}
        origin={
          overrides.kubernetesVersion === undefined
            ? settings.versionAssumed === true
              ? words.origins.assumed
              : words.origins.objects
            : words.origins.set
        }
        value={overrides.kubernetesVersion ?? ''}
        automatic={automatic(overrides.kubernetesVersion, kubernetesVersion)}
        options={versions}
        onChange={change && ((value) => change('kubernetesVersion', parseKubernetesVersion(value ?? '')))}
      />
    </>
  );
}

function AddressRanges() {
  const words = useWords('clusterSettings');
  const { settings, originOf, change } = useSettings();
  const lines = rangeLines(settings, words);
  const ranges = (key: 'podCIDRs' | 'serviceCIDRs') =>
    change &&
    ((text: string): boolean => {
      const parsed = text === '' ? undefined : parseRanges(text);
      if (parsed === undefined && text !== '') return false;
      change(key, parsed);
      return true;
    });
  return (
    <>
      <Ranges
        label={words.podRange.title}
        line={lines.pods}
        origin={originOf('podCIDRs', 'POD_CIDR_ASSUMED')}
        value={settings.podCIDRs.join(', ')}
        onCommit={ranges('podCIDRs')}
      />
      <Ranges
        label={words.serviceRange.title}
        line={lines.services}
        origin={originOf('serviceCIDRs', 'SERVICE_CIDR_ASSUMED')}
        value={settings.serviceCIDRs.join(', ')}
        onCommit={ranges('serviceCIDRs')}
      />
    </>
  );
}

function Policies() {
  const words = useWords('clusterSettings');
  const cluster = useDocument((state) => state.router.cluster);
  const { cni, policiesIgnored, policySwitch } = cluster.settings;
  const policies = kindsOf('policy').reduce((sum, kind) => sum + cluster.ofKind(kind).length, 0);
  return (
    <div className="grid gap-x-6 gap-y-1 px-6 py-3 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <div className="flex flex-col">
        <span className="text-body font-semibold text-ink">{words.policies.title}</span>
        <span className="text-small text-muted">{words.policies.byWhom}</span>
      </div>
      <p className={`text-body ${policiesIgnored === true && policies > 0 ? 'text-rejected' : 'text-ink'}`}>
        {policyLine(
          policies,
          policiesIgnored === true ? { cni: cniWords(cni, words.podNetwork).name, option: policySwitch } : undefined,
          words.policies,
        )}
      </p>
    </div>
  );
}

function policyLine(
  count: number,
  ignored: { readonly cni: string; readonly option: string | undefined } | undefined,
  words: RoomWords['clusterSettings']['policies'],
): string {
  if (ignored === undefined) return count === 0 ? words.none : words.enforced(count);
  const { cni, option } = ignored;
  return count === 0 ? words.noneAndNotEnforced(cni, option) : words.ignored(count, cni, option);
}
