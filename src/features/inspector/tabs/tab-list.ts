import type { RoomWords } from '../../../narration/page/language.ts';
import type { HostCommand } from './HostTab.tsx';
import { completedObject, type Inspected } from '../object/inspected.ts';

export type TabId = 'fields' | 'yaml' | 'resolv.conf' | HostCommand;

export interface Tab {
  readonly id: TabId;
  readonly label: string;
  readonly mono?: boolean;
}

/** The views there are of an object; only one where there is nothing but its fields. `isPending`: its text has something not applied. */
export function tabsFor(
  inspected: Inspected,
  { tabs, yaml: said }: RoomWords['inspector'],
  isPending = false,
): readonly Tab[] {
  const fields: Tab = { id: 'fields', label: tabs.fields };
  if (completedObject(inspected) === undefined) return [fields];
  const yaml: Tab = { id: 'yaml', label: isPending ? said.notApplied : 'YAML' };
  if (inspected.kind === 'Node')
    return [fields, yaml, command('ip addr'), command('ip route'), command('iptables-save')];
  if (inspected.kind !== 'Pod') return [fields, yaml];
  const own =
    inspected.pod.hostNetwork || inspected.pod.ips.length === 0 ? [] : [command('ip addr'), command('ip route')];
  return [fields, yaml, { id: 'resolv.conf', label: 'resolv.conf', mono: true }, ...own];
}

function command(name: HostCommand): Tab {
  return { id: name, label: name, mono: true };
}
