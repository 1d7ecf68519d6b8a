import { Command } from "commander";
import { exitCode } from "../../core/model/exit-code.js";
import { encodeLedger } from "../../core/model/ledger-document.js";
import { inert } from "../../core/report/inert.js";
import { loadProject } from "../load-project.js";
import type { LedgerReader } from "../../ports/ledger.js";
import type { CommandContext } from "../context.js";
import { eachOrganization } from "../each-organization.js";
import { type OrganizationOptions, type SourceOptions, withOrganizations, withSource } from "../options.js";

interface ExportOptions extends SourceOptions, OrganizationOptions {
  readonly out?: string;
}

/** `lctasks ledger export`: the document to the letter, also one that cannot be used any more. */
export function exportCommand(context: CommandContext): Command {
  const command = new Command("export")
    .description("print one organization's ledger as it is stored; `ledger import` takes it back")
    .option("--out <file>", "write it to a file instead")
    .action((options: ExportOptions) => exportLedger(options, context));
  return withOrganizations(withSource(command));
}

async function exportLedger(options: ExportOptions, context: CommandContext): Promise<void> {
  const { world } = context;
  const loaded = await loadProject(world, options);
  const found: string[] = [];
  await eachOrganization({ loaded, options, context, despiteTaskFiles: true }, async ({ alias, ledger }) => {
    const text = await storedText(ledger);
    return () => {
      if (text !== undefined) {
        found.push(text);
        return exitCode.done;
      }
      world.console.note(`${inert(alias)}: there is no ledger document to export\n`);
      return exitCode.refused;
    };
  });
  const [document] = found;
  if (document === undefined) return;
  if (found.length > 1) {
    world.console.note("Name one organization with --organization: an export is one document.\n");
    return context.finish(exitCode.refused);
  }
  write(document, options, context);
}

async function storedText(ledger: LedgerReader): Promise<string | undefined> {
  const reading = await ledger.read();
  if (reading.state === "present") return encodeLedger(reading.ledger);
  return reading.state === "unreadable" ? reading.stored : undefined;
}

function write(document: string, { out }: ExportOptions, { world }: CommandContext): void {
  if (out === undefined) return world.console.print(`${document}\n`);
  world.replaceText(out, `${document}\n`);
  world.console.note(`${inert(out)} is written\n`);
}
