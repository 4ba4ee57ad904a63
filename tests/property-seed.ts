import fc from 'fast-check';

/**
 * Property tests draw the same cases every time, so that a change is judged by what it changed. Set PROPERTY_SEED to any
 * number to look elsewhere; what that finds becomes a test of its own.
 */
const given = process.env['PROPERTY_SEED'];
fc.configureGlobal({ seed: given === undefined ? 20_261_123 : Number(given) });
