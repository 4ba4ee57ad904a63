// Imported for its effect: clusters have their Ingresses, and a controller that serves them.
import { INGRESSES } from './ingress-plan.ts';
import { installIngressPlanner } from './ingress-planner.ts';

installIngressPlanner(INGRESSES);
