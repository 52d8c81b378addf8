export { extractWorkbook } from './extract-workbook.ts';
export { htmlStyle } from './html-style.ts';
export { type OpenDocument, openDocumentJsonSchema, openDocumentSchema } from './open-document.ts';
export { type WrittenFormat, writeAll, writtenFormats } from './write-all.ts';
export { writeDocx } from './write-docx.ts';
export { type HtmlOptions, writeHtml } from './write-html.ts';
export { writeOpenJson } from './write-open-json.ts';
export { writePdf } from './write-pdf.ts';
export { writeXlsx } from './write-xlsx.ts';
