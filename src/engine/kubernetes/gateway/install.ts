// Imported for its effect: clusters have their Gateways, and what is wrong with them is found.
import { installClusterCheck } from '../cluster-checks.ts';
import { installGatewayPlanner } from '../gateway-planner.ts';
import { findGatewayMistakes } from './gateway-findings.ts';
import { GATEWAYS } from './planner.ts';

installGatewayPlanner(GATEWAYS);
installClusterCheck(findGatewayMistakes);
