/** The page's style: light and dark as the reader's system has it, one column on a narrow screen, no colours that only colour tells. */
export const style = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #57606a; --page: #f6f8fa; --card: #ffffff; --line: #d0d7de; --mark: #0550ae;
  --delivered: #1a7f37; --waiting: #bf8700; --expired: #cf222e; --dumb: #6e7781; --unknown: #a475f9; --warn: #fff8c5; --warnline: #9a6700; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9ea7b1; --page: #0d1117; --card: #161b22; --line: #3d444d; --mark: #79c0ff;
  --delivered: #3fb950; --waiting: #e3b341; --expired: #ff7b72; --dumb: #8b949e; --unknown: #bc8cff; --warn: #2b2410; --warnline: #d29922; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header, main, footer { max-width: 84rem; margin: 0 auto; padding: 1rem clamp(0.75rem, 3vw, 2rem); }
h1 { margin: 0.5rem 0 0; font-size: clamp(1.35rem, 1rem + 2vw, 1.9rem); line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 0.75rem; font-size: 1.2rem; }
h3 { margin: 0 0 0.5rem; font-size: 1rem; }
p { margin: 0.25rem 0 0.75rem; }
.verdict { font-size: 1.1rem; }
.soft { color: var(--soft); }
a, summary, button { color: var(--mark); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--card); padding: 0.25rem 0.75rem; z-index: 1; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; min-width: 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 0.75rem; margin: 1rem 0 0; }
.tiles div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 0.75rem 1rem; }
.tiles dt { color: var(--soft); font-size: 0.875rem; }
.tiles dd { margin: 0; font-size: 1.6rem; font-weight: 650; font-variant-numeric: tabular-nums; }
.tiles dd small { font-size: 0.875rem; font-weight: 400; color: var(--soft); display: block; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem; align-items: start; }
figure { margin: 0; }
figcaption { font-weight: 650; margin-bottom: 0.5rem; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--ink); font-size: 12px; }
svg .quiet { fill: var(--soft); }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .area { fill: var(--delivered); fill-opacity: 0.18; }
svg .line { fill: none; stroke: var(--delivered); stroke-width: 2.5; }
svg .whole { fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 5 4; }
svg .dot { fill: var(--delivered); }
svg .delivered { fill: var(--delivered); } svg .waiting { fill: var(--waiting); } svg .expired { fill: var(--expired); }
svg .dumb { fill: var(--dumb); } svg .unknown { fill: var(--unknown); } svg .track { fill: var(--line); }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0.5rem 0 0; padding: 0; list-style: none; font-size: 0.875rem; }
.legend svg { display: inline-block; width: 12px; height: 12px; vertical-align: -1px; }
details { margin-top: 0.5rem; font-size: 0.875rem; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: 0.75rem; color: var(--soft); }
th, td { padding: 0.5rem 0.6rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { vertical-align: bottom; border-top: 0; border-bottom: 2px solid var(--line); }
tbody th { font-weight: 650; min-width: 12rem; max-width: 22rem; overflow-wrap: anywhere; }
tbody th small, td small { display: block; font-weight: 400; color: var(--soft); overflow-wrap: anywhere; }
tbody tr:hover { background: color-mix(in srgb, var(--mark) 7%, transparent); }
.number { text-align: right; white-space: nowrap; }
.bar { min-width: 7.5rem; } .bar svg { height: 10px; border-radius: 5px; margin-top: 0.3rem; }
.when { white-space: nowrap; } .when small { white-space: normal; min-width: 11rem; max-width: 14rem; } .state { min-width: 7rem; } .who { min-width: 7rem; max-width: 18rem; overflow-wrap: anywhere; } .away { min-width: 13rem; overflow-wrap: anywhere; }
th button { all: unset; cursor: pointer; color: var(--mark); font-weight: 650; padding: 0.25rem 0; }
th button:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; border-radius: 3px; }
th button::after { content: " \\2195"; color: var(--soft); }
th[aria-sort="ascending"] button::after { content: " \\2191"; color: var(--mark); }
th[aria-sort="descending"] button::after { content: " \\2193"; color: var(--mark); }
.notices { display: grid; gap: 0.75rem; margin: 0; padding: 0; list-style: none; }
.notices > li { background: var(--warn); border: 1px solid var(--warnline); border-left-width: 6px; border-radius: 8px; padding: 0.75rem 1rem; overflow-wrap: anywhere; }
.notices ul { margin: 0.25rem 0 0; padding-left: 1.25rem; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.875em; overflow-wrap: anywhere; }
.words { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; } .words dt { font-weight: 650; } .words dd { margin: 0; }
.seen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 30rem) { .words { grid-template-columns: 1fr; } .words dd { margin-bottom: 0.5rem; } .tiles { grid-template-columns: 1fr 1fr; } }
@media print { body { background: none; } .scroll { overflow: visible; } .skip, th button::after { display: none; } .card, tr { break-inside: avoid; } }
`;
