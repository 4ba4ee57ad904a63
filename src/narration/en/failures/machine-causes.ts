import { formatObjectRef } from '../../../engine/objects.ts';
import type { CauseDetails, MachineCauseDetails } from '../../../engine/outcomes.ts';
import type { Sentences } from '../../sentences.ts';
import { ENVIRONMENTS, MAPPINGS } from '../phrases/machines.ts';
import { serviceName } from '../phrases/names.ts';

/** Of clusters on somebody's own machine. */
export const MACHINE_CAUSES: Sentences<MachineCauseDetails> = {
  PORT_NOT_PUBLISHED: ({ environment, configured, ip, protocol, port, published, service, nodePort }) => {
    const open =
      published.length === 0
        ? 'no port of it leads'
        : published.length === 1
          ? `only port ${published[0]} of it leads`
          : `only ports ${published.join(', ')} of it lead`;
    const meant =
      service === undefined
        ? ''
        : ` ${serviceName(service)}${nodePort === undefined ? ' has no node port' : ` has node port ${nodePort}`}, which is a port of the nodes and not of the machine.`;
    return `Nothing on the machine on which ${ENVIRONMENTS[environment]} runs listens at ${ip} on ${protocol} port ${port}: ${open} into the cluster${whereFrom(environment, configured)}.${meant}`;
  },
  ADDRESS_NOT_ON_MACHINE: (detail) => `${whyNotHere(detail)}${ledBy(detail.published)}`,
};

function whereFrom(environment: CauseDetails['PORT_NOT_PUBLISHED']['environment'], configured: boolean): string {
  const mapping = MAPPINGS[environment];
  if (mapping === undefined) return '';
  return configured ? `, by ${mapping}` : `, as long as no ${mapping} are given`;
}

function whyNotHere({ is, environment, reach, ip, owner }: CauseDetails['ADDRESS_NOT_ON_MACHINE']): string {
  const whose = formatObjectRef(owner);
  const where = 'a virtual machine, and the machine that calls has no way to addresses inside it';
  switch (is) {
    case 'NODE':
      return `${ip} is an address of ${whose}, which ${ENVIRONMENTS[environment]} runs inside ${where}.`;
    case 'POD':
      return `${ip} is an address of ${whose}, which the nodes alone know; the machine that calls has no route to it.`;
    case 'SERVICE':
      return `${ip} is the clusterIP of ${whose}, which the nodes alone know; the machine that calls has no route to it.`;
    case 'EXTERNAL_IP':
      return `${ip} is an externalIP of ${whose}, to which Kubernetes leads nobody: no node has it, and the machine that calls has no route to it.`;
    case 'LOAD_BALANCER':
      return reach === 'VM'
        ? `${ip} is the address of ${whose} on the network of the nodes, which are inside ${where}.`
        : `${ip} is the address of ${whose}, and the machine that calls has no route to it.`;
  }
}

const ledBy = (port: number | undefined): string =>
  port === undefined ? '' : ` Port ${port} of the machine itself leads to the same.`;
