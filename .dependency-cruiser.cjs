// The import table of src/README.md, executable. test/house/imports.test.ts plants a bad import for each rule and sees it caught.
const inside = (folder) => `^src/${folder}/`;
const only = (folder, allowed) => ({
  name: `${folder.replaceAll("/", "-")}-imports`,
  comment: `src/${folder} may import ${allowed.join(", ") || "nothing else"}`,
  severity: "error",
  from: { path: inside(folder) },
  to: { path: "^src/", pathNot: [folder, ...allowed].map((name) => `^src/${name}(/|\\.ts$)`) },
});
/** Inside core: the folders that one folder may import. */
const coreOnly = (folder, allowed) =>
  only(
    `core/${folder}`,
    allowed.map((name) => `core/${name}`),
  );
const typesOnly = { dependencyTypesNot: ["type-only"] };

const coreLibraries = ["re2js", "ajv", "ajv-formats", "@noble/hashes"];
const adapters = ["limacharlie", "git", "disk", "github", "terminal", "system"];
const libraries = {
  limacharlie: ["undici"],
  git: ["simple-git"],
  disk: [],
  github: ["@actions/core", "undici"],
  terminal: [],
  system: [],
};
const escape = (name) => name.replaceAll("/", "\\/");
const packageOf = (names) => names.map((name) => `(^|/)node_modules/${escape(name)}/`);

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    { name: "not-to-test", severity: "error", from: { path: "^src/" }, to: { path: "^test/" } },
    coreOnly("model", []),
    coreOnly("selector", ["model"]),
    coreOnly("command", ["model"]),
    coreOnly("detection", ["model"]),
    coreOnly("legacy", ["model"]),
    coreOnly("plain-yaml", ["model"]),
    only("core/validate", ["core/model", "core/selector", "core/command", "core/detection", "schema"]),
    coreOnly("plan", ["model", "selector", "command", "detection"]),
    coreOnly("import", ["model", "detection", "plan", "validate"]),
    coreOnly("policy", ["model", "selector", "command", "detection"]),
    coreOnly("status", ["model"]),
    coreOnly("doctor", ["model"]),
    coreOnly("report", ["model", "command"]),
    {
      name: "core-is-pure",
      comment: "core: no Node, and only the pure libraries of the list",
      severity: "error",
      from: { path: inside("core") },
      to: {
        dependencyTypes: ["core", "npm", "npm-dev", "npm-optional", "npm-peer"],
        pathNot: packageOf(coreLibraries),
      },
    },
    {
      name: "schema-is-types",
      comment: "src/schema runs at build time only; the program may import its types",
      severity: "error",
      from: { path: "^src/", pathNot: inside("schema") },
      to: { path: inside("schema"), ...typesOnly },
    },
    {
      name: "ports-are-types",
      comment: "ports may import core, types only",
      severity: "error",
      from: { path: inside("ports") },
      to: typesOnly,
    },
    only("ports", ["core"]),
    ...adapters.flatMap((name) => [
      only(`adapters/${name}`, ["core", "ports"]),
      {
        name: `adapters-${name}-libraries`,
        comment: `adapters/${name} may use ${libraries[name].join(", ") || "Node only"}`,
        severity: "error",
        from: { path: inside(`adapters/${name}`) },
        to: {
          dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer"],
          pathNot: packageOf(libraries[name]),
        },
      },
    ]),
    only("flow", ["core", "ports"]),
    {
      name: "flow-libraries",
      comment: "flow may use yaml",
      severity: "error",
      from: { path: inside("flow") },
      to: { dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer"], pathNot: packageOf(["yaml"]) },
    },
    only("sandbox", ["core", "ports"]),
    only("commands", ["core", "ports", "flow", "sandbox", "world"]),
    {
      name: "world-imports",
      comment: "world may import adapters, core, ports",
      severity: "error",
      from: { path: "^src/world\\.ts$" },
      to: { path: "^src/", pathNot: ["^src/adapters/", "^src/core/", "^src/ports/"] },
    },
    {
      name: "entry-imports",
      comment: "cli, program and action may import commands, world, core/report and the words of core/model",
      severity: "error",
      from: { path: "^src/(cli|program|action)\\.ts$" },
      to: {
        path: "^src/",
        pathNot: ["^src/commands/", "^src/(program|world)\\.ts$", "^src/core/(report|model)/"],
      },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/generated/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
