// The command line has every program of the engine at hand; so do the tests.
import '../src/engine/routing/install-programs.ts';
import '../src/narration/en/install-programs.ts';
