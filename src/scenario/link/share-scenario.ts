import type { SavedRequest, ScenarioDocument, SharedScenario } from '../document/document.ts';
import { shareObjects } from './share-objects.ts';
import { maskedHeaders, shareRequest } from './share-requests.ts';

/** A document without what stays at home. */
export function shareDocument({ texts: _texts, ...document }: ScenarioDocument): ScenarioDocument {
  const isMasked = maskedHeaders(document.objects);
  const { goal } = document;
  return {
    ...document,
    objects: shareObjects(document.objects, document.overrides),
    requests: document.requests.map((each) => shareRequest(each, isMasked)),
    ...(goal && { goal: { ...goal, requests: goal.requests.map((each) => shareRequest(each, isMasked)) } }),
  };
}

/** A scenario without what stays at home. One in the form of a lesson has been through here. */
export function shareScenario(scenario: SharedScenario): SharedScenario {
  if (scenario.base !== undefined) return scenario;
  return { ...shareScreen(scenario), document: shareDocument(scenario.document) };
}

/** The same with the requests on the screen as they enter a link. */
export function shareScreen(scenario: SharedScenario): SharedScenario {
  const { document, request, timeline } = scenario;
  const isMasked = maskedHeaders(document.objects);
  const share = (each: SavedRequest): SavedRequest => shareRequest(each, isMasked);
  return {
    ...scenario,
    ...(request !== undefined && { request: share(request) }),
    ...(timeline?.request !== undefined && { timeline: { ...timeline, request: share(timeline.request) } }),
  };
}
