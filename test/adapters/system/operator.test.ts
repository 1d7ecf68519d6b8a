import { hostname, userInfo } from "node:os";
import { expect, it } from "vitest";
import { systemClock } from "../../../src/adapters/system/clock.js";
import { operatorOf } from "../../../src/adapters/system/operator.js";

it("names the actor and the address of a workflow run", () => {
  const environment = {
    GITHUB_ACTOR: "alice",
    GITHUB_SERVER_URL: "https://github.example",
    GITHUB_REPOSITORY: "acme/soc",
    GITHUB_RUN_ID: "42",
  };
  expect(operatorOf(environment)).toEqual({
    owner: "alice",
    url: "https://github.example/acme/soc/actions/runs/42",
  });
  expect(operatorOf({ GITLAB_USER_LOGIN: "bob", CI_JOB_URL: "https://gitlab.example/1" })).toEqual({
    owner: "bob",
    url: "https://gitlab.example/1",
  });
});

it("names the user and the machine elsewhere", () => {
  expect(operatorOf({ GITHUB_RUN_ID: "42" })).toEqual({ owner: `${userInfo().username}@${hostname()}` });
});

it("the system's clock goes on, waits, and knows no server", async () => {
  const [now, monotonic] = [systemClock.nowMs(), systemClock.monotonicMs()];
  await systemClock.sleep(0);
  await systemClock.sleep(1);
  expect(systemClock.nowMs()).toBeGreaterThanOrEqual(now);
  expect(systemClock.monotonicMs()).toBeGreaterThan(monotonic);
  expect(systemClock.skewMs()).toBeUndefined();
});
