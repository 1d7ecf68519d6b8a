import { Command } from "commander";
import { exitCode } from "../core/model/exit-code.js";
import { taskingExtension } from "../core/plan/held-organization.js";
import { inert } from "../core/report/inert.js";
import { loadProject } from "./load-project.js";
import type { CommandContext } from "./context.js";
import { eachOrganization } from "./each-organization.js";
import { type OrganizationOptions, type SourceOptions, withOrganizations, withSource } from "./options.js";

/** `lctasks subscribe`: subscribes organizations to the extension that queues tasks. */
export function subscribeCommand(context: CommandContext): Command {
  const command = new Command("subscribe")
    .description(`subscribe to ${taskingExtension}`)
    .action((options: SourceOptions & OrganizationOptions) => subscribe(options, context));
  return withOrganizations(withSource(command));
}

async function subscribe(
  options: SourceOptions & OrganizationOptions,
  context: CommandContext,
): Promise<void> {
  const loaded = await loadProject(context.world, options);
  await eachOrganization({ loaded, options, context }, async ({ account, alias }) => {
    const before = await account.subscriptions();
    const already = before.has(taskingExtension);
    if (!already) await account.subscribe(taskingExtension);
    return () => {
      context.world.console.print(
        `${inert(alias)}: ${already ? "already subscribed" : "subscribed"} to ${taskingExtension}\n`,
      );
      return exitCode.done;
    };
  });
}
