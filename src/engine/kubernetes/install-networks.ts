// Imported for its effect: what is known of CNIs and clouds.
import { detect } from './detect-network.ts';
import { installNetworkDetector } from './network-detector.ts';
import { addSubnets, isFromSubnet, keptAddresses } from './node-subnets.ts';

installNetworkDetector({ detect, isFromSubnet, addSubnets, keptAddresses });
