import { expect, it } from "vitest";
import { renderQueue } from "../../../src/core/report/queue.js";
import { plainStyle } from "../../../src/core/report/style.js";

const sensors = Array.from({ length: 10 }, (_, index) => ({
  sid: `s${index}`,
  hostname: `h${index}`,
  online: index === 0,
}));

it("shows ours first, and says what the listing does not", () => {
  const report = {
    organization: "prod",
    oid: "o",
    nowMs: 0,
    runs: [
      { taskId: "t1", context: "", sensors: [] },
      {
        taskId: "t2",
        command: "os_version",
        context: "c.r1.0a1b2c3d",
        task: "a",
        run: 1,
        expiresAtMs: -60_000,
        sensors,
      },
    ],
  };
  expect(renderQueue(report, plainStyle)).toBe(`prod  1 run of ours pending, 1 foreign

  a, run 1
      task_id   t2
      task      os_version
      context   c.r1.0a1b2c3d
      expiry    ended 1m ago
      waiting   10 sensors, 1 online
      sensors   h0, h1, h2, h3, h4, h5, h6, h7 and 2 more

  foreign
      task_id   t1
      task      (not listed)
      context   (none)
      expiry    unknown
      waiting   somewhere: the listing does not say where
`);
});
