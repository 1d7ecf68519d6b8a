import { type ExitCode, exitCode } from "../../core/model/exit-code.js";
import { messageOf } from "../../core/model/message-of.js";
import { inert } from "../../core/report/inert.js";
import { openWorld, type Process, type World } from "../../world.js";
import { argumentsOf } from "./arguments.js";
import { captured, type RunCommand } from "./captured.js";
import { isProposal, readEvent } from "./event.js";
import { type Facts, factsOf } from "./facts.js";
import { type FailureReason, failureOf, failureReasons } from "./failure.js";
import {
  actionInputs,
  defaultFailOn,
  type FailureKind,
  type Inputs,
  inputText,
  readInputs,
} from "./inputs.js";
import { type Left, outputLines, outputsOf } from "./outputs.js";
import { publish } from "./publish.js";
import { fileEntry, maskCommands, workflowCommand } from "./runner-text.js";
import { readSaid, type Said } from "./said.js";
import { logText, wholeMarkdown } from "./texts.js";

/** One step of a workflow: inputs → the same command as on the command line → outputs, summary, annotations, comment. */
export async function runAction(run: RunCommand, process: Process): Promise<ExitCode> {
  const world = openWorld(process);
  maskSecrets(process);
  const begun = begin(world);
  if ("reason" in begun) return finish(world, { facts: nothing, ...begun, planJson: "", planMarkdown: "" });
  const { inputs, event } = begun;
  const planFile = world.freshFile("plan.json", process.environment["RUNNER_TEMP"] || undefined);
  const resume = stopCommands(process);
  const place = { planFile, record: !isProposal(event) };
  const ran = (which: Inputs) => captured(run, argumentsOf(which, place), withCredentials(process));
  const { code, printed } = await ran(inputs);
  const read = readSaid(inputs.command, printed);
  if (read !== undefined) world.console.print(await logText(read));
  const facts = factsOf(read, code);
  const said =
    inputs.command === "apply" && read?.command === "apply" && facts.changes.length > 0
      ? await withProgress(read, inputs, ran)
      : read;
  resume();
  const left = { planJson: "", planMarkdown: "" };
  if (said?.command === "plan") {
    // The command line writes no plan file of other reports than plans, and what is merged is known only now.
    if (inputs.command === "merge-reports") world.replaceText(planFile, printed);
    Object.assign(left, { planJson: planFile, planMarkdown: planFile.replace(/json$/, "md") });
    world.replaceText(left.planMarkdown, await wholeMarkdown(said));
  }
  if (said !== undefined) await publish({ world, inputs, event, said, facts });
  const reason = failureOf(facts, inputs.failOn);
  return finish(world, {
    facts,
    reason,
    failOn: inputs.failOn,
    message: reason && reasonText(reason),
    ...left,
  });
}

/** An apply says how far runs are as `status` says it: what its plan knew of them is from before. */
async function withProgress(
  applied: Said,
  inputs: Inputs,
  ran: (which: Inputs) => Promise<{ readonly printed: string }>,
): Promise<Said> {
  const status = readSaid("status", (await ran({ ...inputs, command: "status" })).printed);
  return status?.command === "status" && applied.command === "apply"
    ? { ...applied, progress: status.report }
    : applied;
}

const nothing: Facts = {
  exitCode: exitCode.done,
  testsFailed: false,
  changes: [],
  drift: 0,
  held: 0,
  warnings: 0,
};

type Begun =
  | { readonly inputs: Inputs; readonly event: ReturnType<typeof readEvent> }
  | { readonly reason: FailureReason; readonly message: string; readonly failOn: readonly FailureKind[] };

/** Reads inputs and event, and refuses what must not even begin. */
function begin(world: World): Begun {
  const { environment } = world.process;
  try {
    const inputs = readInputs(environment);
    const event = readEvent(environment, (path) => world.readText(path));
    if (inputs.command !== "apply" || !isProposal(event)) return { inputs, event };
    const message = `Cannot apply on the event ${event.name}: nobody has merged what is checked out. Apply on push to the default branch; a pull request gets \`command: plan\``;
    return { reason: "refused-event", message, failOn: inputs.failOn };
  } catch (error) {
    return { reason: "invalid-input", message: messageOf(error), failOn: defaultFailOn };
  }
}

interface End extends Omit<Left, "reason"> {
  readonly facts: Facts;
  readonly failOn: readonly FailureKind[];
  readonly reason: FailureReason | undefined;
  readonly message: string | undefined;
}

/** Leaves the outputs, and fails only by `fail-on`. */
function finish(world: World, { facts, reason, message, failOn, ...left }: End): ExitCode {
  const { environment, output } = world.process;
  const fails = reason !== undefined && failOn.includes(failureReasons[reason].kind);
  const outputs = outputsOf(facts, { ...left, reason: fails ? reason : undefined });
  const file = environment["GITHUB_OUTPUT"];
  if (file) {
    const delimiter = `lctasks-${world.process.newId()}`;
    const entries = outputLines(outputs).map(([name, value]) => fileEntry(name, value, delimiter));
    world.appendText(file, entries.join(""));
  }
  if (message !== undefined) output.write(workflowCommand(fails ? "error" : "warning", inert(message)));
  return fails ? exitCode.failed : exitCode.done;
}

const reasonText = (reason: FailureReason): string =>
  `lctasks: ${failureReasons[reason].meaning} (failure-reason: ${reason})`;

/** Before anything else is printed: the runner hides these from then on. */
function maskSecrets({ environment, output }: Process): void {
  const secrets = actionInputs.flatMap(({ name, variable, secret }) =>
    secret ? [inputText(environment, name), variable === undefined ? "" : (environment[variable] ?? "")] : [],
  );
  for (const secret of new Set(secrets)) output.write(maskCommands(secret));
}

/** What follows is text, whatever stands in it: the runner takes no line of it for a command, until the returned function is called. */
function stopCommands(process: Process): () => void {
  const token = process.newId();
  process.output.write(workflowCommand("stop-commands", token));
  return () => void process.output.write(workflowCommand(token, ""));
}

/** Inputs that stand for variables, where they are given. */
function withCredentials(process: Process): Process {
  const given = actionInputs.flatMap(({ name, variable }) => {
    const text = inputText(process.environment, name);
    return variable === undefined || text === "" ? [] : [[variable, text] as const];
  });
  return { ...process, environment: { ...process.environment, ...Object.fromEntries(given) } };
}
