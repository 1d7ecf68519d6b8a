import { expect, it } from "vitest";
import { possibleAnswers } from "../../../src/core/validate/possible-answers.js";
import { commandPlatforms } from "../../../src/core/selector/platforms.js";
import { task } from "../plan/builders.js";

it.each(["", "no_such_command", '"'])("nothing answers %j: it is no command", (command) => {
  expect(possibleAnswers(task("a", { command }))).toBeUndefined();
});

it.each(["plat ==", "plat == `usp`", "plat == `windows` and plat == `linux`"])(
  "any platform may answer where the selector %j tells of none",
  (selector) => {
    expect(possibleAnswers(task("a", { target: { selector } }))?.platforms()).toEqual(commandPlatforms);
  },
);

it("the platforms of a selector answer", () => {
  expect(possibleAnswers(task("a", { target: { selector: "plat == `linux`" } }))?.platforms()).toEqual([
    "linux",
  ]);
});
