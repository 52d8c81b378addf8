/**
 * XML of Word and Excel parts as a tree of elements, without namespaces beyond the prefix. What makes XML dangerous is not
 * read: a document type (and with it entities, inside or outside) refuses the whole file, and depth and number are limited.
 */
import { SaxesParser } from 'saxes';
import { FileProblem } from './problem.ts';
import { doctypeProblem } from './xml-limits.ts';

export interface XmlElement {
  /** With its usual prefix: `w:p`. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

const depthLimit = 400;
const elementLimit = 3_000_000;

const wordMain =
  /^http:\/\/(?:schemas\.openxmlformats\.org\/wordprocessingml\/2006|purl\.oclc\.org\/ooxml\/wordprocessingml)\/main$/;

/** Parses a part; throws FileProblem for what is wrong with it. `what` names the file in the sentence. */
export function parseXml(bytes: Uint8Array, what: string): XmlElement {
  const text = decodeXml(bytes);
  interface Open {
    name: string;
    attributes: Record<string, string>;
    children: XmlNode[];
  }
  const root: Open = { name: '', attributes: {}, children: [] };
  const stack: Open[] = [root];
  let elements = 0;
  /** A prefix that a writer uses in place of `w`. */
  let otherPrefix: string | null = null;
  const usual = (name: string): string =>
    otherPrefix !== null && name.startsWith(otherPrefix) ? `w:${name.slice(otherPrefix.length)}` : name;
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('doctype', () => {
    throw doctypeProblem(what);
  });
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1;
    if (stack.length > depthLimit || elements > elementLimit)
      throw new FileProblem(
        `这个${what}文件的内部结构层数或数量异常，不像是正常保存的文件，没有读取。请用 Word 或 WPS 打开后另存一份再试。`,
      );
    if (stack.length === 1) {
      for (const [key, value] of Object.entries(attributes))
        if (key.startsWith('xmlns:') && key !== 'xmlns:w' && wordMain.test(value)) otherPrefix = `${key.slice(6)}:`;
        else if (key === 'xmlns' && wordMain.test(value)) otherPrefix = '';
    }
    const element: Open = { name: usual(name), attributes: {}, children: [] };
    for (const [key, value] of Object.entries(attributes)) element.attributes[usual(key)] = value;
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  parser.on('closetag', () => {
    stack.pop();
  });
  const addText = (piece: string): void => {
    const parent = stack.at(-1);
    if (parent !== undefined && stack.length > 1) parent.children.push(piece);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('error', () => {
    throw new FileProblem(`这个${what}文件的内容已损坏，读不下去。请用 Word 或 WPS 打开（必要时修复）后另存一份再试。`);
  });
  parser.write(text).close();
  const [top] = root.children;
  if (top === undefined || typeof top === 'string')
    throw new FileProblem(`这个${what}文件里没有正文。请用 Word 或 WPS 打开确认后另存一份再试。`);
  return top;
}

function decodeXml(bytes: Uint8Array): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0x3c && bytes[1] === 0);
  if (utf16) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== 'string';
}

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((node): node is XmlElement => isElement(node) && node.name === name);
}

/** All children of a name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return (element?.children ?? []).filter((node): node is XmlElement => isElement(node) && node.name === name);
}

/** The `w:val` of a child; undefined where the child is not there. */
export function valOf(element: XmlElement | undefined, name: string): string | undefined {
  const child = childOf(element, name);
  return child === undefined ? undefined : (child.attributes['w:val'] ?? '');
}

/** True for a switch that is on: `<w:vanish/>`, `<w:vanish w:val="true"/>`. */
export function isOn(element: XmlElement | undefined, name: string): boolean {
  const child = childOf(element, name);
  if (child === undefined) return false;
  const value = child.attributes['w:val'];
  return value === undefined || !/^(?:0|false|off|none)$/.test(value);
}
