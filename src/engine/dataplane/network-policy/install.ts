import { installPolicyProgram } from '../policy-program.ts';
import { createPolicyProgram } from './program.ts';

installPolicyProgram(createPolicyProgram);
