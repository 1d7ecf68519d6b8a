import type { Report } from "../../src/core/model/report.js";
import { isOfLatest } from "../../src/core/model/ledger.js";
import { wasPlanned } from "../../src/core/model/report.js";
import type { Alias } from "./service.js";
import type { Result, Scene } from "./scene.js";
import { applyCommand } from "./scene.js";
import { takeWayOut } from "./ways-out.js";

/** Applies until nothing changes any more: at most this many. */
const patience = 3;
/** How often a person may decide something before it has to be settled. */
const decisions = 6;

/** Nothing goes wrong any more: what is left converges, or is held with a way out that leads out. */
export async function settle(scene: Scene, where: "soc" | "net", save: () => void): Promise<void> {
  for (let round = 0; round <= decisions; round += 1) {
    save();
    const last = await converge(scene, where);
    if (last === undefined) return;
    const held = heldIn(last);
    if (held.length === 0) return tidy(scene, where, last);
    if (round === decisions) {
      const left = held.map(
        (each) => `${each.held.object} ${each.held.name} (${each.held.row}): ${each.held.decide.join("; ")}`,
      );
      scene.judge.violations.push(`still held after every way out: ${left.join(" | ")}`);
    } else for (const each of held) await decideOn(scene, where, each);
  }
}

type Held = ReturnType<typeof heldIn>[number];

async function decideOn(scene: Scene, where: "soc" | "net", { alias, held }: Held): Promise<void> {
  const did = await takeWayOut({ scene, where, alias, held });
  scene.say(`  a person about ${held.object} ${held.name} (${held.row}): ${did ?? "finds no way out"}`);
  scene.count(`way out: ${did ?? "none"}`);
  if (did === undefined)
    scene.judge.violations.push(
      `${held.object} ${held.name} (${held.row}) is held without a way out: ${held.reason}: ${held.decide.join("; ")}`,
    );
}

/** Applies until a report has no changes; undefined when there is none after three. */
async function converge(scene: Scene, where: "soc" | "net"): Promise<Report | undefined> {
  let last: Result | undefined;
  for (let attempt = 0; attempt < patience; attempt += 1) {
    last = await scene.run(where, [...applyCommand, "--allow-empty"]);
    const { report, code } = last;
    if (report === undefined || (code !== 0 && code !== 4)) continue;
    const planned = report.organizations.filter(wasPlanned);
    if (planned.every(({ plan, failure }) => plan.changes.length === 0 && failure === undefined))
      return report;
  }
  scene.judge.violations.push(
    `three undisturbed applies of ${where} come to no end: exit ${last?.code} ${last?.err.slice(0, 300)}`,
  );
  return undefined;
}

function heldIn(report: Report) {
  return report.organizations
    .filter(wasPlanned)
    .flatMap(({ plan }) => plan.held.map((held) => ({ alias: plan.organization as Alias, held })));
}

/** When all is settled, nothing waits that the files do not ask for. */
function tidy(scene: Scene, where: "soc" | "net", report: Report): void {
  const repository = scene.repository(where);
  for (const { plan } of report.organizations.filter(wasPlanned)) {
    const alias = plan.organization as Alias;
    if (!repository.members.includes(alias)) continue;
    const ledger = scene.ledger(alias, repository.project);
    for (const { name, run, token } of scene.judge.pending(alias, repository.project)) {
      const inForce = Object.entries(ledger?.tasks ?? {}).some(
        ([task, row]) =>
          row.runs.some(
            (each) => each.token === token && isOfLatest(row, each) && each.state !== "cancelled",
          ) &&
          (repository.tasks.has(task) || row.onRemove === "keep"),
      );
      const isPaused = repository.tasks.get(name)?.paused === true;
      if (!inForce && !isPaused)
        scene.judge.violations.push(`${token} (run ${run}) still waits, and nothing asks for it`);
    }
  }
}
