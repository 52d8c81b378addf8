/** A PDF page as a person looks at it: texts with their places, and the ruled lines, both turned upright, y growing downwards. */
import { type getDocumentProxy, type getResolvedPDFJS } from 'unpdf';
import { plainCharacters } from './radicals.ts';

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;
type Operators = Awaited<ReturnType<typeof getResolvedPDFJS>>['OPS'];

export interface TextItem {
  readonly text: string;
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly width: number;
  /** Height of its characters. */
  readonly size: number;
}

/** A ruled line, upright or level; `at` is its place across, `from` to `to` its run. */
export interface Ruling {
  readonly upright: boolean;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface PdfPage {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly items: readonly TextItem[];
  readonly rulings: readonly Ruling[];
  /** Pictures painted on it. */
  readonly pictures: number;
}

type Matrix = readonly [number, number, number, number, number, number];

/** `inner` first, then `outer`. */
function times(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function isMatrix(value: unknown): value is Matrix {
  return value !== null && typeof value === 'object' && Number.isFinite((value as Record<number, unknown>)[5]);
}

const itemLimit = 200_000;
const rulingLimit = 60_000;

export async function pageOf(page: Page, number: number, operators: Operators): Promise<PdfPage> {
  const viewport = page.getViewport({ scale: 1 });
  const toPage = viewport.transform as unknown as Matrix;
  const { items } = await page.getTextContent();
  const placed: Turned[] = [];
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '' || placed.length >= itemLimit) continue;
    const matrix = times(toPage, item.transform as unknown as Matrix);
    const size = Math.hypot(matrix[2], matrix[3]);
    placed.push({
      text: plainCharacters(item.str),
      x: matrix[4],
      y: matrix[5],
      width: item.width,
      size,
      turn: Math.round(Math.atan2(matrix[1], matrix[0]) / (Math.PI / 2)),
    });
  }
  const drawn = await drawingOf(page, operators, toPage);
  const size = { width: viewport.width, height: viewport.height };
  return { number, ...turnedUpright(placed, drawn.rulings, size), pictures: drawn.pictures };
}

interface Turned extends TextItem {
  /** Quarter turns clockwise of its direction. */
  readonly turn: number;
}

/** A sheet printed sideways on an upright page is turned as most of its text reads. */
function turnedUpright(
  items: readonly Turned[],
  rulings: readonly Ruling[],
  { width, height }: { readonly width: number; readonly height: number },
): Omit<PdfPage, 'number' | 'pictures'> {
  const count = (turn: number): number =>
    items.reduce((sum, item) => sum + (item.turn === turn ? item.text.length : 0), 0);
  const turn = [1, -1, 2, -2].find((one) => count(one) > count(0)) ?? 0;
  const kept = items.filter((item) => item.turn === turn);
  if (turn === 0) return { width, height, items: kept, rulings };
  const point = (x: number, y: number): readonly [number, number] =>
    turn === 1 ? [y, width - x] : turn === -1 ? [height - y, x] : [width - x, height - y];
  const half = Math.abs(turn) === 2;
  return {
    width: half ? width : height,
    height: half ? height : width,
    items: kept.map((item) => {
      const [x, y] = point(item.x, item.y);
      return { ...item, x, y };
    }),
    rulings: rulings.map(({ upright, at, from, to }): Ruling => {
      const [x1, y1] = upright ? point(at, from) : point(from, at);
      const [x2, y2] = upright ? point(at, to) : point(to, at);
      const nowUpright = half ? upright : !upright;
      return nowUpright
        ? { upright: true, at: x1, from: Math.min(y1, y2), to: Math.max(y1, y2) }
        : { upright: false, at: y1, from: Math.min(x1, x2), to: Math.max(x1, x2) };
    }),
  };
}

/** Ruled lines – strokes, and fills as thin as a line – and the number of pictures. */
async function drawingOf(
  page: Page,
  operators: Operators,
  toPage: Matrix,
): Promise<{ readonly rulings: readonly Ruling[]; readonly pictures: number }> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const rulings: Ruling[] = [];
  const stack: Matrix[] = [];
  const strokes = new Set([
    operators.stroke,
    operators.closeStroke,
    operators.fillStroke,
    operators.eoFillStroke,
    operators.closeFillStroke,
    operators.closeEOFillStroke,
  ]);
  const fills = new Set([operators.fill, operators.eoFill]);
  let matrix = toPage;
  let pictures = 0;
  fnArray.forEach((operator, index) => {
    const args: unknown = argsArray[index];
    if (operator === operators.save) stack.push(matrix);
    else if (operator === operators.restore) matrix = stack.pop() ?? toPage;
    else if (operator === operators.transform && isMatrix(args)) matrix = times(matrix, args);
    else if (operator === operators.paintFormXObjectBegin) {
      stack.push(matrix);
      const [inner] = args as readonly unknown[];
      if (isMatrix(inner)) matrix = times(matrix, inner);
    } else if (operator === operators.paintFormXObjectEnd) matrix = stack.pop() ?? toPage;
    else if (
      operator === operators.paintImageXObject ||
      operator === operators.paintInlineImageXObject ||
      operator === operators.paintImageMaskXObject
    )
      pictures += 1;
    else if (operator === operators.constructPath && rulings.length < rulingLimit) {
      const [paint, data] = args as readonly [number, readonly unknown[] | null];
      const [path] = data ?? [];
      if (path === null || path === undefined) return;
      if (strokes.has(paint)) addStrokes(numbersOf(path), matrix, rulings);
      else if (fills.has(paint)) addFills(numbersOf(path), matrix, rulings);
    }
  });
  return { rulings, pictures };
}

function numbersOf(path: unknown): readonly number[] {
  return Array.from(path as ArrayLike<number>);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The subpaths of a path: commands 0 move, 1 line, 2 curve, 3 quadratic curve, 4 close. */
function subpathsOf(path: readonly number[], matrix: Matrix): Point[][] {
  const [a, b, c, d, e, f] = matrix;
  const point = (at: number): Point => {
    const x = path[at] ?? 0;
    const y = path[at + 1] ?? 0;
    return { x: a * x + c * y + e, y: b * x + d * y + f };
  };
  const subpaths: Point[][] = [];
  let at = 0;
  while (at < path.length) {
    const command = path[at];
    const open = subpaths.at(-1);
    if (command === 0) {
      subpaths.push([point(at + 1)]);
      at += 3;
    } else if (command === 1) {
      open?.push(point(at + 1));
      at += 3;
    } else if (command === 4) {
      const [first] = open ?? [];
      if (first !== undefined) open?.push(first);
      at += 1;
    } else {
      // A curve is no ruled line; what comes after it begins anew where it ends.
      const length = command === 2 ? 7 : 5;
      subpaths.push([point(at + length - 2)]);
      at += length;
    }
  }
  return subpaths;
}

function addStrokes(path: readonly number[], matrix: Matrix, rulings: Ruling[]): void {
  for (const points of subpathsOf(path, matrix)) {
    for (let at = 1; at < points.length; at += 1) {
      const before = points[at - 1];
      const after = points[at];
      if (before !== undefined && after !== undefined) addLine(before, after, rulings);
    }
  }
}

function addLine(before: Point, after: Point, rulings: Ruling[]): void {
  const width = Math.abs(before.x - after.x);
  const height = Math.abs(before.y - after.y);
  if (width < 1 && height >= 3)
    rulings.push({
      upright: true,
      at: (before.x + after.x) / 2,
      from: Math.min(before.y, after.y),
      to: Math.max(before.y, after.y),
    });
  else if (height < 1 && width >= 3)
    rulings.push({
      upright: false,
      at: (before.y + after.y) / 2,
      from: Math.min(before.x, after.x),
      to: Math.max(before.x, after.x),
    });
}

/** So thick a filled bar is still a line. */
const lineThickness = 2.5;

function addFills(path: readonly number[], matrix: Matrix, rulings: Ruling[]): void {
  for (const points of subpathsOf(path, matrix)) {
    const xs = points.map(({ x }) => x);
    const ys = points.map(({ y }) => y);
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    if (right - left <= lineThickness && bottom - top > lineThickness)
      rulings.push({ upright: true, at: (left + right) / 2, from: top, to: bottom });
    else if (bottom - top <= lineThickness && right - left > lineThickness)
      rulings.push({ upright: false, at: (top + bottom) / 2, from: left, to: right });
  }
}
