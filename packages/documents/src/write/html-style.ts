/** The style of a written page: on a screen a plain sheet, on paper the official layout with wide tables on pages laid sideways. */
import layout from './official-layout.json' with { type: 'json' };

type FontRole = keyof typeof layout.fonts;

function family(role: FontRole): string {
  const { name, free } = layout.fonts[role];
  const generic = role === 'section' ? 'sans-serif' : 'serif';
  return [...[name, ...free].map((one) => `"${one}"`), generic].join(',');
}

const { page, landscape, sizes, linesPerPage } = layout;
const lineHeight = `${((page.height - page.top - page.bottom) / linesPerPage).toFixed(3)}mm`;

export const htmlStyle = `
:root{color:#1a1a1a;background:#f3f4f6;font-family:${family('body')};font-size:18px;line-height:1.8}
*{box-sizing:border-box}
body{margin:0}
a{color:#0b4a8f}
a:focus-visible{outline:3px solid #b45309;outline-offset:2px}
.skip{position:absolute;left:-200vw;top:0;background:#fff;padding:.5em 1em;z-index:1}
.skip:focus{left:0}
.sheet{max-width:60rem;margin:0 auto;padding:2rem;background:#fff}
.cover{text-align:center;padding:3rem 0;border-bottom:1px solid #d1d5db}
.cover h1{font-family:${family('title')};font-size:1.8rem;line-height:1.5;margin:.5em 0}
.cover p{margin:.3em 0}
.cover .bureau{font-family:${family('title')};font-size:1.5rem}
nav{padding:1.5rem 0;border-bottom:1px solid #d1d5db}
nav p.heading{font-family:${family('section')};font-size:1.3rem;text-align:center;margin:0 0 .5em}
nav ol{list-style:none;padding:0;margin:0}
nav ol ol{padding-left:2em}
h2,h3,h4,h5{line-height:1.5;margin:1.2em 0 .4em}
h2{font-family:${family('title')};font-size:1.5rem;text-align:center;font-weight:normal}
h3{font-family:${family('section')};font-size:1.15rem;font-weight:normal}
h4{font-family:${family('subsection')};font-size:1.1rem;font-weight:normal}
h5{font-size:1.05rem}
main p{margin:0 0 .4em;text-indent:2em;text-align:justify}
.table{overflow-x:auto;margin:1.5rem 0}
table{border-collapse:collapse;width:100%;font-family:${family('table')};font-size:.8rem;line-height:1.4;font-variant-numeric:tabular-nums}
caption{padding-bottom:.3em}
main caption p,main .notes p{text-indent:0;margin:0}
caption .title{font-family:${family('title')};font-size:1.2rem;text-align:center}
caption .number{text-align:right}
caption .head{display:flex;justify-content:space-between}
th,td{border:1px solid #4b5563;padding:.25em .4em;text-align:left;font-weight:normal}
thead th{text-align:center;background:#eef2f7}
td.amount{text-align:right;white-space:nowrap}
.notes{font-size:.85rem}
@media (prefers-color-scheme:dark){:root{color:#e5e7eb;background:#111827}.sheet{background:#1f2937}thead th{background:#374151}a{color:#93c5fd}}
@page{size:A4;margin:${page.top}mm ${page.right}mm ${page.bottom}mm ${page.left}mm}
@page wide{size:A4 landscape;margin:${landscape.top}mm ${landscape.right}mm ${landscape.bottom}mm ${landscape.left}mm}
@media print{
:root{color:#000;background:#fff;font-size:${sizes.body}pt;line-height:${lineHeight}}
.skip{display:none}
.sheet{max-width:none;margin:0;padding:0;background:none}
.cover,nav{border:0;break-after:page}
.cover{padding-top:60mm}
a{color:inherit;text-decoration:none}
h2,h3,h4,h5,caption{break-after:avoid}
h2{font-size:${sizes.title}pt}
h3,h4,h5{font-size:${sizes.body}pt}
.new-page{break-before:page}
.table{overflow:visible}
.wide{page:wide}
table{font-size:${sizes.table}pt}
thead{display:table-header-group}
thead th{background:none}
tr{break-inside:avoid}
}
`.trim();
