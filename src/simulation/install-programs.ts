// Imported for its effect: everything the engine can do is at hand, and the words for it.
import '../engine/routing/install-programs.ts';
import '../narration/en/install-programs.ts';
