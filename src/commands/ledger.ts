import { Command } from "commander";
import type { CommandContext } from "./context.js";
import { createCommand } from "./ledger/create.js";
import { exportCommand } from "./ledger/export.js";
import { importCommand } from "./ledger/import.js";
import { historyCommand } from "./ledger/history.js";
import { migrateCommand } from "./ledger/migrate.js";
import { rebuildCommand } from "./ledger/rebuild.js";
import { showCommand } from "./ledger/show.js";
import { unlockCommand } from "./ledger/unlock.js";

/** Every verb about the ledger. To add one: a file in `ledger/`, a line here, a test. */
const verbs: readonly ((context: CommandContext) => Command)[] = [
  createCommand,
  showCommand,
  historyCommand,
  unlockCommand,
  exportCommand,
  importCommand,
  rebuildCommand,
  migrateCommand,
];

/** `lctasks ledger …`: the record of what was issued. */
export function ledgerCommand(context: CommandContext): Command {
  const command = new Command("ledger").description("the record of what was issued");
  for (const verb of verbs) command.addCommand(verb(context));
  return command;
}
