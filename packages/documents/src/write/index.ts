export { type OpenDocument, openDocumentJsonSchema, openDocumentSchema } from './open-document.ts';
export { writeDocx } from './write-docx.ts';
export { type HtmlOptions, writeHtml } from './write-html.ts';
export { writeOpenJson } from './write-open-json.ts';
