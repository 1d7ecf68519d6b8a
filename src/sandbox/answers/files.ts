import type { JsonObject } from "../../core/model/json.js";
import { positionals } from "../command-line.js";
import type { Ask, Body } from "./ask.js";

const path = (ask: Ask): string => positionals(ask.line)[0] ?? "";
const fileNotFound = 2;
const pathNotFound = 3;

/** Nothing whose path says so exists; everything else does. */
const isMissing = (name: string): boolean => name === "" || /nope|missing|does-not-exist/i.test(name);

const times = (ask: Ask): JsonObject => {
  const created = ask.nowMs - 86_400_000 * (1 + ask.chance.below(900));
  return { CREATION_TIME: created, MODIFICATION_TIME: created + 100_000, ACCESS_TIME: created + 200_000 };
};

const onExisting =
  (body: Body): Body =>
  (ask) =>
    isMissing(path(ask)) ? { FILE_PATH: path(ask), ERROR: fileNotFound } : body(ask);

function listing(ask: Ask, extra: (hash: string) => JsonObject): JsonObject {
  const [directory = "", pattern = "*"] = positionals(ask.line);
  const request = { DIRECTORY_PATH: directory, FILE_PATH: pattern, DIRECTORY_LIST_DEPTH: 0 };
  if (isMissing(directory)) return { ...request, ERROR: pathNotFound };
  const separator = ask.sensor.plat === "windows" ? "\\" : "/";
  const names = ["notes.txt", "setup.bin", "cache.db"].slice(0, 1 + ask.chance.below(3));
  const files = names.map((name) => ({
    FILE_NAME: name,
    FILE_PATH: `${directory.replace(/[\\/]+$/, "")}${separator}${name}`,
    FILE_SIZE: 100 + ask.chance.below(1_000_000),
    ATTRIBUTES: ask.sensor.plat === "windows" ? 32 : 0,
    ...times(ask),
    ...extra(ask.chance.hex(64)),
  }));
  return { DIRECTORY_LIST: files, ...request };
}

/** Answers about files and directories. */
export const fileBodies: Readonly<Record<string, Body>> = {
  file_get: onExisting((ask) => {
    const content = Buffer.from(`${ask.sensor.hostname}\n`);
    return { FILE_PATH: path(ask), FILE_SIZE: content.length, FILE_CONTENT: content.toString("base64") };
  }),
  file_hash: onExisting((ask) => ({ FILE_PATH: path(ask), HASH: ask.chance.hex(64), FILE_IS_SIGNED: 0 })),
  file_info: onExisting((ask) => ({
    FILE_PATH: path(ask),
    FILE_SIZE: 1 + ask.chance.below(1_000_000),
    ATTRIBUTES: 0,
    ...times(ask),
  })),
  file_del: onExisting((ask) => ({ FILE_PATH: path(ask) })),
  file_mov: (ask) => {
    const [source = "", destination = ""] = positionals(ask.line);
    const moved = { SOURCE: source, DESTINATION: destination };
    return isMissing(source) ? { ...moved, ERROR: fileNotFound } : moved;
  },
  dir_list: (ask) => listing(ask, () => ({})),
  dir_find_hash: (ask) => listing(ask, (hash) => ({ HASH: hash })),
};
