import { REPORT } from '../../../cli/report.ts';
import { WHAT_TO_DO } from '../../../failures/what-to-do.ts';
import { kubectlCommand } from '../../../failures/kubectl.ts';
import { narrateLookup } from '../../../remarks/lookup.ts';

/** A walk as text, on a command line and to be pasted into an incident or a pull request. */
export const WALK_REPORT = { ...REPORT, whatToDo: WHAT_TO_DO, kubectl: kubectlCommand, lookup: narrateLookup };
