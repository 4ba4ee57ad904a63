// The command line has every program of the engine at hand; so do the tests.
import '../src/narration/en/install-programs.ts';
