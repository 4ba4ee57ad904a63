// Imported for its effect: results name the objects that were not considered.
import { installRemarks } from '../remarks.ts';
import { notConsidered } from './not-considered.ts';

installRemarks(notConsidered);
