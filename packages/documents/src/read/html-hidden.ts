/**
 * Which elements of a page a person does not see, and which lists show no numbers: by attribute, by their own style, by the plain
 * rules of the page's style sheets (names of tags, ids and classes, one inside the other). Rules for other media are left out.
 */
import { type DefaultTreeAdapterTypes } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** One step of a selector: `p`, `#id`, `.class`, `p.class`. */
interface Step {
  readonly tag: string | null;
  readonly id: string | null;
  readonly name: string | null;
}

interface Rule {
  /** From the outermost to the element itself. */
  readonly steps: readonly Step[];
  readonly hides: boolean;
  readonly unnumbered: boolean;
}

export type StyleRules = readonly Rule[];

/** Not shown, shown without size, or put beside the page. */
const hides =
  /(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$|!)|clip\s*:\s*rect\(\s*[01](?:px)?[ ,]|(?:left|right|top|text-indent|margin-left)\s*:\s*-\d{3,})/i;
const unnumbered = /list-style(?:-type)?\s*:[^;]*\bnone\b/i;

/** More rules than a page of documents has; the rest are not looked at. */
const ruleLimit = 2_000;

/** The rules of a page's style elements that say something of what is seen. */
export function stylesOf(page: Parent): StyleRules {
  const rules: Rule[] = [];
  const waiting: Parent[] = [page];
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    for (const node of parent.childNodes) {
      if (!('tagName' in node)) continue;
      if (node.tagName === 'style') {
        addRules(node.childNodes.map((child) => ('value' in child ? child.value : '')).join(''), rules);
      } else waiting.push(node);
    }
  }
  return rules;
}

function addRules(styles: string, rules: Rule[]): void {
  const text = styles.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '');
  let depth = 0;
  let from = 0;
  let selector = '';
  for (let at = 0; at < text.length && rules.length < ruleLimit; at += 1) {
    const character = text[at];
    if (character === '{') {
      if (depth === 0) selector = text.slice(from, at);
      depth += 1;
      from = at + 1;
    } else if (character === '}') {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && !selector.includes('@')) addRule(selector, text.slice(from, at), rules);
      from = at + 1;
    }
  }
}

function addRule(selectors: string, body: string, rules: Rule[]): void {
  const rule = { hides: hides.test(body), unnumbered: unnumbered.test(body) };
  if (!rule.hides && !rule.unnumbered) return;
  for (const selector of selectors.split(',')) {
    const steps = selector
      .trim()
      .split(/\s*>\s*|\s+/)
      .map(stepOf);
    if (steps.every((step) => step !== null)) rules.push({ steps, ...rule });
  }
}

function stepOf(text: string): Step | null {
  const match = /^([a-zA-Z][\w-]*)?(?:#([\w-]+))?(?:\.([\w-]+))?$/.exec(text);
  if (match === null || text === '') return null;
  return { tag: match[1]?.toLowerCase() ?? null, id: match[2] ?? null, name: match[3] ?? null };
}

function fits({ tag, id, name }: Step, element: Element): boolean {
  if (tag !== null && tag !== element.tagName) return false;
  if (id !== null && attributeOf(element, 'id') !== id) return false;
  return name === null || (attributeOf(element, 'class') ?? '').split(/\s+/).includes(name);
}

function applies({ steps }: Rule, element: Element): boolean {
  let at = steps.length - 1;
  const last = steps[at];
  if (last === undefined || !fits(last, element)) return false;
  at -= 1;
  let outer: Parent | null = element.parentNode;
  while (at >= 0 && outer !== null) {
    const step = steps[at];
    if (step !== undefined && 'tagName' in outer && fits(step, outer)) at -= 1;
    outer = 'parentNode' in outer ? outer.parentNode : null;
  }
  return at < 0;
}

/** True for an element that is not shown. */
export function hiddenBy(rules: StyleRules, element: Element): boolean {
  if (attributeOf(element, 'hidden') !== undefined || hides.test(attributeOf(element, 'style') ?? '')) return true;
  return rules.some((rule) => rule.hides && applies(rule, element));
}

/** True for a list that shows no numbers. */
export function unnumberedBy(rules: StyleRules, element: Element): boolean {
  const own = attributeOf(element, 'style') ?? '';
  if (/list-style/i.test(own)) return unnumbered.test(own);
  return rules.some((rule) => rule.unnumbered && applies(rule, element));
}

export function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value;
}
