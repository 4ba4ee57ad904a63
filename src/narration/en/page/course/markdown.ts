/** What may stand in a text that somebody writes: see `src/ui/markdown`. */
export const MARKDOWN = 'Markdown: *emphasis*, `code`, [links](https://…), lists; lines of code between lines of ```';
