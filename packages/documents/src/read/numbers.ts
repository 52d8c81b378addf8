/** Numbers as automatic numbering prints them: 1, 一, a, i, ①, 甲. What a person sees before a paragraph that is stored without. */

export type ListKind =
  | 'decimal'
  | 'chinese'
  | 'chinese-legal'
  | 'chinese-digits'
  | 'stems'
  | 'branches'
  | 'lower-letter'
  | 'upper-letter'
  | 'lower-roman'
  | 'upper-roman'
  | 'circled'
  | 'bracketed'
  | 'dotted'
  | 'full-width'
  | 'two-digits';

/** The number in its kind; what a kind has no sign for is printed in plain digits. */
export function listNumber(kind: ListKind, number: number): string {
  const plain = String(number);
  if (number < 1) return plain;
  switch (kind) {
    case 'decimal':
      return plain;
    case 'chinese':
      return chinese(number, '一二三四五六七八九', ['', '十', '百', '千'], true) ?? plain;
    case 'chinese-legal':
      return chinese(number, '壹贰叁肆伍陆柒捌玖', ['', '拾', '佰', '仟'], false) ?? plain;
    case 'chinese-digits':
      return plain.replace(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)] ?? digit);
    case 'stems':
      return '甲乙丙丁戊己庚辛壬癸'[number - 1] ?? plain;
    case 'branches':
      return '子丑寅卯辰巳午未申酉戌亥'[number - 1] ?? plain;
    case 'lower-letter':
      return letters(number);
    case 'upper-letter':
      return letters(number).toUpperCase();
    case 'lower-roman':
      return roman(number).toLowerCase();
    case 'upper-roman':
      return roman(number);
    case 'circled':
      return number <= 20 ? String.fromCodePoint(0x2460 + number - 1) : plain;
    case 'bracketed':
      return number <= 20 ? String.fromCodePoint(0x2474 + number - 1) : `(${plain})`;
    case 'dotted':
      return number <= 20 ? String.fromCodePoint(0x2488 + number - 1) : `${plain}.`;
    case 'full-width':
      return plain.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    case 'two-digits':
      return plain.padStart(2, '0');
  }
}

/** Up to 9999; 十 without 一 where the number begins with it, as lists count. */
function chinese(number: number, digits: string, places: readonly string[], bareTen: boolean): string | null {
  if (number > 9999) return null;
  const written = String(number);
  let text = '';
  let gap = false;
  for (const [index, character] of [...written].entries()) {
    const place = written.length - index - 1;
    const digit = Number(character);
    if (digit === 0) {
      gap = true;
      continue;
    }
    if (gap && text !== '') text += '零';
    gap = false;
    text += `${digits[digit - 1] ?? ''}${places[place] ?? ''}`;
  }
  return bareTen ? text.replace(/^一十/, '十') : text;
}

/** a … z, then aa, bb … as Word counts. */
function letters(number: number): string {
  const letter = String.fromCharCode(0x61 + ((number - 1) % 26));
  return letter.repeat(Math.min(30, Math.floor((number - 1) / 26) + 1));
}

const romans: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(number: number): string {
  if (number > 3999) return String(number);
  let left = number;
  let text = '';
  for (const [value, sign] of romans) {
    while (left >= value) {
      text += sign;
      left -= value;
    }
  }
  return text;
}
