/** Style sheets and fonts are imported for their effect; the bundler resolves them. */
declare module '@fontsource-variable/*';
