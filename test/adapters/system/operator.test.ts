import { hostname, userInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { operatorOf } from "../../../src/adapters/system/operator.js";

const here = `${userInfo().username}@${hostname()}`;
const workflow = {
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "acme/soc",
  GITHUB_RUN_ID: "7",
};

describe("who applies", () => {
  it.each<[string, { [name: string]: string }, object]>([
    ["this user on this machine", {}, { owner: here }],
    [
      "the actor of a workflow run, with its address",
      { GITHUB_ACTOR: "carol", ...workflow },
      { owner: "carol", url: "https://github.com/acme/soc/actions/runs/7" },
    ],
    [
      "the user of a job elsewhere, with its address",
      { GITLAB_USER_LOGIN: "dave", CI_JOB_URL: "https://ci.example/7" },
      { owner: "dave", url: "https://ci.example/7" },
    ],
    [
      "nobody named by half a workflow run",
      { GITHUB_SERVER_URL: "https://github.com", GITHUB_RUN_ID: "7" },
      { owner: here },
    ],
    [
      "nobody named by empty variables",
      { GITHUB_ACTOR: "", GITLAB_USER_LOGIN: "", CI_JOB_URL: "" },
      { owner: here },
    ],
  ])("is %s", (_, environment, operator) => {
    expect(operatorOf(environment)).toEqual(operator);
  });

  it("is somebody on this machine where the user has no name", () => {
    const nameless = (): string => {
      throw new Error("no such user");
    };
    expect(operatorOf({}, nameless)).toEqual({ owner: `somebody@${hostname()}` });
  });
});
