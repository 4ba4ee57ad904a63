// Imported for its effect: a cluster's findings are complete.
import { installMistakeFinders } from './cluster-checks.ts';
import { findIngressMistakes, findServiceMistakes } from './cluster-findings.ts';

installMistakeFinders({ service: findServiceMistakes, ingress: findIngressMistakes });
