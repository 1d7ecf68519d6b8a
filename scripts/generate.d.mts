import type { Json } from "../src/core/model/json.js";

export function generate(): Promise<void>;
export function loadSchemas(): Promise<Record<string, Json>>;
export function loadPublished(): Promise<Record<string, Json>>;
export function schemaText(schema: Json): string;
