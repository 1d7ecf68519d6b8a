import { type Html, html } from "./html.js";

/** A picture, what it shows in words for those who do not see it, and its numbers as a table. */
export interface Figure {
  /** Unique in the page; ours. */
  readonly id: string;
  readonly title: string;
  /** What there is to see, as a sentence. */
  readonly description: string;
  /** What is drawn, in units of a picture that is 400 wide. */
  readonly drawing: Html;
  readonly height: number;
  readonly legend: readonly (readonly [drawn: string, label: string])[];
  readonly head: readonly string[];
  /** The first cell of a row is its head. */
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The figure as a card. */
export function figure({ id, title, description, drawing, height, legend, head, rows }: Figure): Html {
  return html`<figure class="card"><figcaption id="${id}-t">${title}</figcaption>
<svg role="img" aria-labelledby="${id}-t ${id}-d" viewBox="0 0 400 ${height}"><desc id="${id}-d">${description}</desc>${drawing}</svg>
${legendOf(legend)}
<details><summary>The numbers<span class="seen"> of: ${title}</span></summary>
<div class="scroll" role="region" aria-label="${`Numbers: ${title}`}" tabindex="0"><table><thead><tr>${head.map(
    (each, index) => html`<th scope="col"${index === 0 ? html`` : html` class="number"`}>${each}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ([first = "", ...rest]) =>
      html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`,
  )}</tbody></table></div></details></figure>`;
}

function legendOf(legend: Figure["legend"]): Html {
  if (legend.length === 0) return html``;
  return html`<ul class="legend">${legend.map(
    ([drawn, label]) =>
      html`<li><svg aria-hidden="true" viewBox="0 0 12 12"><rect class="${drawn}" width="12" height="12" rx="2"></rect></svg> ${label}</li>`,
  )}</ul>`;
}
