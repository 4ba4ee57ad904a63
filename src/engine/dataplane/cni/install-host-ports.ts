import { installHostPorts } from '../host-port-program.ts';
import { hostPortRules, opensLocalnet } from './host-port.ts';

installHostPorts({ rules: hostPortRules, opensLocalnet });
