import { parseArgs } from 'node:util';
import { parseKubernetesVersion } from '../../engine/text.ts';
import type { CloudName, ProxyMode, ClusterOverrides } from '../../engine/objects.ts';
import { nearestNames } from '../../engine/unread.ts';
import { type Cidr, parseCidr } from '../../engine/packets.ts';
import type { Restored } from '../../scenario/restore/restore.ts';
import { OPTION_TEXTS, type OptionName } from './options.ts';

/** The call itself is wrong (exit code 2): the message says how it should be. */
export class CallError extends Error {}

/** The input could not be used (exit code 1). */
export class InputError extends Error {}

const PARSED = Object.fromEntries(
  Object.entries(OPTION_TEXTS).map(([name, { value, multiple, short }]) => [
    name,
    {
      type: value === undefined ? ('boolean' as const) : ('string' as const),
      ...(multiple === true && { multiple }),
      ...(short !== undefined && { short }),
    },
  ]),
);

/** A call of the command line, checked. */
export interface Call {
  readonly command: string;
  readonly positionals: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
  readonly options: Readonly<Partial<Record<OptionName, string | readonly string[] | boolean>>>;
  /** Scenarios that positionals name by themselves: links and addresses of lessons. */
  readonly scenarios: ReadonlyMap<string, Restored>;
}

/** Reads the arguments after the program's name; throws {@link CallError}. */
export function parseCall(args: readonly string[]): Call {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: PARSED, allowPositionals: true });
    const [command = '', ...rest] = positionals;
    const options: Call['options'] = values;
    return {
      command,
      positionals: rest,
      json: options.json === true,
      help: options.help === true,
      options,
      scenarios: new Map(),
    };
  } catch (error) {
    const unknown = unknownOption(error);
    if (unknown !== undefined) throw new CallError(unknown);
    throw new CallError(error instanceof Error ? error.message : String(error));
  }
}

/** Node's own message speaks of positional arguments. undefined: something else is wrong. */
function unknownOption(error: unknown): string | undefined {
  if (!(error instanceof TypeError) || !('code' in error) || error.code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return undefined;
  const [, given] = /'(--?[^']+)'/.exec(error.message) ?? [];
  if (given === undefined) return undefined;
  const [near] = nearestNames(given.replace(/^-+/, ''), Object.keys(OPTION_TEXTS));
  return `there is no option ${given}${near === undefined ? '' : `; did you mean --${near}?`}`;
}

/** A text option; undefined when not given. */
export function option(call: Call, name: OptionName): string | undefined {
  const value = call.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** A text option that must be there. */
export function requiredOption(call: Call, name: OptionName): string {
  const value = option(call, name);
  if (value === undefined) throw new CallError(`${call.command} needs --${name}`);
  return value;
}

const PROXY_MODES: readonly ProxyMode[] = ['iptables', 'nftables', 'ipvs', 'ebpf'];

const CLOUDS: readonly CloudName[] = ['eks', 'gke', 'aks'];

/** What the flags say against the objects. */
export function clusterOverrides(call: Call): ClusterOverrides {
  const mode = option(call, 'proxy-mode');
  const proxyMode = PROXY_MODES.find((known) => known === mode);
  if (mode !== undefined && proxyMode === undefined)
    throw new CallError(`--proxy-mode is one of ${PROXY_MODES.join(', ')}, not ${mode}`);
  const cni = option(call, 'cni');
  const name = option(call, 'cloud');
  const cloud = CLOUDS.find((known) => known === name);
  if (name !== undefined && cloud === undefined)
    throw new CallError(`--cloud is one of ${CLOUDS.join(', ')}, not ${name}`);
  const version = option(call, 'kubernetes-version');
  const kubernetesVersion = parseKubernetesVersion(version ?? '');
  if (version !== undefined && kubernetesVersion === undefined)
    throw new CallError(`--kubernetes-version takes a version such as 1.36, not ${version}`);
  const podCIDRs = cidrs(call, 'pod-cidr');
  const serviceCIDRs = cidrs(call, 'service-cidr');
  const defaultNamespace = option(call, 'namespace');
  return {
    ...(proxyMode === undefined ? {} : { proxyMode }),
    ...(cni === undefined ? {} : { cni }),
    ...(cloud === undefined ? {} : { cloud }),
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    ...(podCIDRs === undefined ? {} : { podCIDRs }),
    ...(serviceCIDRs === undefined ? {} : { serviceCIDRs }),
    ...(defaultNamespace === undefined ? {} : { defaultNamespace }),
  };
}

function cidrs(call: Call, name: OptionName): readonly Cidr[] | undefined {
  return option(call, name)
    ?.split(',')
    .map((text) => {
      const cidr = parseCidr(text.trim());
      if (cidr === undefined) throw new CallError(`--${name} takes networks such as 10.244.0.0/16, not "${text}"`);
      return cidr;
    });
}
