import { describe, expect, it } from "vitest";
import { answerBody } from "../../../src/core/command/answer-bodies.js";
import { allCommands } from "../../../src/core/command/catalogue.js";
import { loadWith, saidOf, task } from "../../flow/load/project.js";

/** A task with a response rule that asks for its token, and for this besides. */
const asking = (condition: string, command = "os_version", events = ""): string =>
  task(
    "a",
    `task: ${command}\nresponse:\n  - detect:\n      op: and\n${events}      rules:\n        - { op: starts with, path: routing/investigation_id, value: acme-a.r }\n        - ${condition}\n    respond: [{ action: report, name: x }]\n`,
  ).replace("task: os_version\n", "");
const said = (...parts: Parameters<typeof asking>): readonly string[] =>
  saidOf({ "tasks/a.yaml": asking(...parts) }).filter((text) => text.includes("response/unknown-field"));

describe("a condition on the body of an answer", () => {
  it.each([
    ["{ op: exists, path: event/BUILD_NUMBER }", "os_version"],
    ["{ op: exists, path: event/ERROR }", "os_version"],
    ["{ op: exists, path: event/NOTIFICATION/INVESTIGATION_ID }", "os_version"],
    ["{ op: exists, path: event/HCP_IDENT/ANYTHING }", "os_version"],
    ["{ op: contains, path: event/STDOUT, value: x }", "run --shell-command id"],
    ["{ op: contains, path: event/PACKAGES/PACKAGE_NAME, value: x }", "os_packages"],
    ["{ op: contains, path: 'event/PACKAGES/?/PACKAGE_NAME', value: x }", "os_packages"],
    ["{ op: contains, path: event/PACKAGES/0/PACKAGE_NAME, value: x }", "os_packages"],
    ["{ op: contains, path: 'event/*/NAME', value: x }", "os_packages"],
    ["{ op: exists, path: event/PACKAGES/PACKAGE_NAME/x }", "os_packages"],
    ["{ op: is, path: routing/hostnam, value: x }", "os_version"],
    ["{ op: exists, path: / }", "os_version"],
    ["{ op: exists, path: event/WHATEVER }", "history_dump"],
    ["{ op: exists, path: event/WHATEVER, event: NEW_PROCESS }", "os_version"],
    ["{ op: scope, path: event/PACKAGES, rule: { op: exists, path: event/WHATEVER } }", "os_packages"],
  ])("may be on what is documented, or open: %s", (condition, command) => {
    expect(said(condition, command)).toEqual([]);
  });

  it("is a warning where no answer is documented to have the field, with the nearest name", () => {
    expect(
      said("{ op: exists, path: event/BUILD_NUMBR }", "os_version", "      event: OS_VERSION_REP\n"),
    ).toEqual([
      expect.stringContaining(
        "warning response/unknown-field\nevent/BUILD_NUMBR is no documented field of OS_VERSION_REP: there is no BUILD_NUMBR\nWrite BUILD_NUMBER",
      ),
    ]);
  });

  it("says what is documented where no name is near", () => {
    expect(said("{ op: exists, path: event/UPTIME }", "os_version", "      event: OS_VERSION_REP\n")).toEqual(
      [
        expect.stringContaining(
          "there is no UPTIME\nLook at a real answer before relying on it; documented are BUILD_NUMBER, ERROR and ERROR_MESSAGE",
        ),
      ],
    );
  });

  it("looks into lists, and at every answer where the rule names no event", () => {
    expect(said("{ op: is, path: event/PACKAGES/NAME, value: curl }", "os_packages")).toEqual([
      expect.stringContaining(
        "event/PACKAGES/NAME is no documented field of OS_PACKAGES_REP, RECEIPT or CLOUD_NOTIFICATION: there is no NAME in PACKAGES",
      ),
    ]);
  });

  it("points at the path, and stops nothing", () => {
    const { findings } = loadWith({
      "tasks/a.yaml": asking(
        "{ op: exists, path: event/UPTIME }",
        "os_version",
        "      event: OS_VERSION_REP\n",
      ),
    });
    expect(findings.map(({ check, severity }) => [check, severity])).toEqual([
      ["response/unknown-field", "warning"],
    ]);
    expect(findings[0]?.at).toMatchObject({ file: "tasks/a.yaml", line: 11 });
  });
});

describe("answerBody", () => {
  it("knows answers of commands only, each with room for an error", () => {
    const answers = new Set(allCommands.flatMap(({ responseEvents }) => responseEvents));
    expect(answerBody("OS_VERSION_REP")).toEqual({
      BUILD_NUMBER: "value",
      ERROR: "value",
      ERROR_MESSAGE: "value",
    });
    expect(answerBody("NEW_PROCESS")).toBeUndefined();
    expect(answerBody("constructor")).toBeUndefined();
    expect([...answers].filter((event) => answerBody(event) !== undefined).length).toBeGreaterThan(25);
  });
});
