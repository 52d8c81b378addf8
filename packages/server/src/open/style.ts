/** The style of the open portal's own pages; a document brings its own. */
export const openStyle = `
:root{color:#1a1a1a;background:#f3f4f6;font-family:"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;line-height:1.7}
*{box-sizing:border-box}
body{margin:0}
a{color:#0b4a8f}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible{outline:3px solid #b45309;outline-offset:2px}
.skip{position:absolute;left:-200vw;top:0;background:#fff;padding:.5em 1em;z-index:1}
.skip:focus{left:0}
.open-bar{background:#0b3d6e;color:#fff;padding:.6rem 1rem}
.open-bar a{color:#fff}
.open-bar nav.open-inner{padding:0;border:0}
.open-bar .open-inner{max-width:72rem;margin:0 auto;display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;align-items:baseline}
.open-bar .open-brand{font-weight:bold;text-decoration:none}
.open-page{max-width:72rem;margin:1rem auto 3rem;padding:1.2rem 1.5rem;background:#fff}
.open-page h1{font-size:1.5rem;margin:.2em 0 .6em}
.open-page h2{font-size:1.15rem;margin:1.6em 0 .5em}
.open-page table{border-collapse:collapse;width:100%}
.open-page th,.open-page td{border:1px solid #cbd5e1;padding:.35em .6em;text-align:left;vertical-align:top}
.open-page thead th{background:#eef2f7}
.open-page td.amount,.open-page .figure{font-variant-numeric:tabular-nums;text-align:right;white-space:nowrap}
.open-page .figure{font-size:1.6rem;text-align:left;margin:.2em 0}
.open-page form{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end}
.open-page label{display:block;font-size:.9rem}
.open-page input,.open-page select,.open-page button{font:inherit;padding:.35em .6em;border:1px solid #64748b;border-radius:4px}
.open-page button{background:#0b3d6e;color:#fff;border-color:#0b3d6e}
.open-page dl{display:grid;grid-template-columns:max-content 1fr;gap:.3em 1.2em}
.open-page dt{color:#475569}
.open-page dd{margin:0}
.open-page .note{color:#475569}
.open-notice{max-width:60rem;margin:1rem auto 0;padding:.8rem 1.2rem;background:#fff7ed;border-left:4px solid #b45309}
.open-head{max-width:60rem;margin:1rem auto 0;padding:.8rem 1.2rem;background:#fff;display:flex;flex-wrap:wrap;gap:.3rem 1.5rem}
.open-head p{margin:0;text-indent:0}
.open-hash{font-family:monospace;font-size:.8rem;word-break:break-all}
mark{background:#fde68a;color:inherit}
@media print{.open-bar,.open-head,.open-notice{display:none}}
`;
