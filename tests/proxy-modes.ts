// The command line has every proxy mode at hand; so do the tests.
import '../src/engine/dataplane/install-proxy-modes.ts';
