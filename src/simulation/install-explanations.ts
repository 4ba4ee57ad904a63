// Imported for its effect: failures have their causes, and the words for them.
import '../engine/routing/install-explanations.ts';
import '../narration/en/install-failures.ts';
