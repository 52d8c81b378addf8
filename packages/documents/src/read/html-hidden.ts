/** Which elements of a page a person does not see: by attribute, by their own style, by a plain rule of the page's style sheet. */
import { type DefaultTreeAdapterTypes } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** Names of tags, ids and classes that the page's own style sheets hide: `p`, `#id`, `.class`, `p.class`. */
export type StyleRules = ReadonlySet<string>;

const hides = /(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)/i;

/** The simple hiding rules of a page's style elements. Rules inside @media and selectors of several steps are left out. */
export function stylesOf(page: Parent): StyleRules {
  const hidden = new Set<string>();
  const waiting: Parent[] = [page];
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    for (const node of parent.childNodes) {
      if (!('tagName' in node)) continue;
      if (node.tagName === 'style') {
        const text = node.childNodes.map((child) => ('value' in child ? child.value : '')).join('');
        for (const selector of hidingSelectors(text)) hidden.add(selector);
      } else waiting.push(node);
    }
  }
  return hidden;
}

function hidingSelectors(styles: string): string[] {
  const found: string[] = [];
  const text = styles.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '');
  let depth = 0;
  let from = 0;
  let selector = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{') {
      if (depth === 0) selector = text.slice(from, at);
      depth += 1;
      from = at + 1;
    } else if (character === '}') {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && !selector.includes('@') && hides.test(text.slice(from, at))) {
        for (const one of selector.split(',')) {
          const name = one.trim();
          if (/^(?:[a-zA-Z][\w-]*)?(?:[.#][\w-]+)?$/.test(name) && name !== '') found.push(name);
        }
      }
      from = at + 1;
    }
  }
  return found;
}

/** True for an element that is not shown. */
export function hiddenBy(rules: StyleRules, element: Element): boolean {
  for (const { name, value } of element.attrs) {
    if (name === 'hidden') return true;
    if (name === 'style' && hides.test(value)) return true;
    if (rules.size === 0) continue;
    if (name === 'id' && (rules.has(`#${value}`) || rules.has(`${element.tagName}#${value}`))) return true;
    if (name === 'class') {
      for (const one of value.split(/\s+/))
        if (one !== '' && (rules.has(`.${one}`) || rules.has(`${element.tagName}.${one}`))) return true;
    }
  }
  return rules.has(element.tagName);
}
