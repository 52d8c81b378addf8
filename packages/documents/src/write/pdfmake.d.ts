/** What we use of pdfmake, which comes without types. */
declare module 'pdfmake' {
  /** A node of the content; its keys are pdfmake's own words. */
  export type Content = string | readonly Content[] | { readonly [key: string]: unknown };

  export interface DocumentDefinition {
    readonly version: '1.7';
    readonly language: string;
    readonly displayTitle: boolean;
    readonly info: { readonly title: string; readonly author: string; readonly creationDate: Date };
    readonly pageSize: 'A4';
    readonly pageMargins: readonly [number, number, number, number];
    readonly defaultStyle: { readonly [key: string]: unknown };
    readonly styles: { readonly [name: string]: { readonly [key: string]: unknown } };
    readonly content: readonly Content[];
  }

  const pdfmake: {
    readonly virtualfs: { writeFileSync(name: string, content: Uint8Array): void };
    setFonts(fonts: { readonly [family: string]: { normal: string; bold?: string } }): void;
    setUrlAccessPolicy(allowed: (url: string) => boolean): void;
    setLocalAccessPolicy(allowed: (path: string) => boolean): void;
    createPdf(definition: DocumentDefinition): { getBuffer(): Promise<Buffer> };
  };
  export default pdfmake;
}
