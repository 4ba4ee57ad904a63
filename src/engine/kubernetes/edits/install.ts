// Imported for its effect: an edit of a few objects at scale costs what it touches.
import { installEditPlanner } from '../build/edit-planner.ts';
import { planEdit } from './plan-edit.ts';

installEditPlanner(planEdit);
