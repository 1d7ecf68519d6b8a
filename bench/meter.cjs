// Loaded before a measured program: when it ends, writes its processor time and peak memory to the file that LCTASKS_BENCH_METER names.
const { writeFileSync } = require("node:fs");

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const used = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 };
  writeFileSync(process.env.LCTASKS_BENCH_METER, JSON.stringify(used));
});
