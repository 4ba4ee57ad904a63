// Imported for its effect: of too many ways one of each kind is walked.
import { gatherKinds } from './gather-kinds.ts';
import { installFolding } from './gather-ways.ts';

installFolding(gatherKinds);
