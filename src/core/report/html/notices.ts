import { lookedAt, notLookedAt, type Walked } from "../../model/report.js";
import type { OrganizationStatus } from "../../model/status-report.js";
import { sensors } from "../describe.js";
import { organizationNotes } from "../status-words.js";
import { type Html, html, nothing, prose } from "./html.js";

interface Notice {
  readonly who: string;
  readonly what: string;
  readonly steps: readonly string[];
}

/** What a person must look at, first of all: what could not be looked at, what is held, what was probably cancelled. */
export function notices(report: Walked<OrganizationStatus>): Html {
  const all = [
    ...report.findings
      .filter(({ severity }) => severity !== "note")
      .map(({ message, fix, severity }) => ({ who: severity, what: message, steps: [fix] })),
    ...notLookedAt(report).map(({ organization, failure }) => ({
      who: organization,
      what: failure,
      steps: [],
    })),
    ...lookedAt(report).flatMap(noticesOf),
  ];
  if (all.length === 0) return nothing;
  return html`<section aria-labelledby="look"><h2 id="look">Look at this</h2><ul class="notices">${all.map(
    ({ who, what, steps }) =>
      html`<li><strong>${who}</strong>: ${prose(what)}${steps.length === 0 ? nothing : html`<ul>${steps.map((step) => html`<li>${prose(step)}</li>`)}</ul>`}</li>`,
  )}</ul></section>`;
}

function noticesOf({ organization, unreadable, held, tasks }: OrganizationStatus): Notice[] {
  const of = (name: string): string => `${organization} · ${name}`;
  return [
    ...(unreadable === undefined
      ? []
      : [
          {
            who: organization,
            what: `the queue cannot be read: ${unreadable}; everything is as last observed`,
            steps: [],
          },
        ]),
    ...[...held, ...tasks.flatMap((task) => task.held)].map(({ object, name, reason, decide }) => ({
      who: object === "organization" ? organization : of(name),
      what: `held: ${reason}`,
      steps: decide,
    })),
    ...tasks.flatMap(({ task, status }) =>
      status?.lost === undefined
        ? []
        : [
            {
              who: of(task),
              what: `at least ${sensors(status.lost)} left the queue without having been connected since: probably cancelled by somebody`,
              steps: [],
            },
          ],
    ),
  ];
}

/** What is to be said of the organizations, beside their tasks. */
export function organizationLines(report: Walked<OrganizationStatus>): Html {
  return html`<ul class="soft">${lookedAt(report).map(
    (each) =>
      html`<li><strong>${each.organization}</strong> <code>${each.oid}</code>${organizationNotes(each).map((note) => html` · ${note}`)}</li>`,
  )}</ul>`;
}
