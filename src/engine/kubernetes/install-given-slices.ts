// Imported for its effect: Services have the endpoints that given EndpointSlices and Endpoints say.
import { installGivenSlices } from './given-slices.ts';
import { endpointsOfSlices } from './slice-endpoints.ts';
import { collectSlices } from './slices.ts';

installGivenSlices({ collect: collectSlices, endpoints: endpointsOfSlices });
