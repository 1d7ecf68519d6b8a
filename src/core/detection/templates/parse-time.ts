import type { Json } from "../../model/json.js";
import { memberOf } from "../scene.js";
import { formatGoTime, momentOf, parseGoTime } from "./go-time.js";
import { printed, type TemplateValue } from "./go-format.js";
import { TemplateFailure } from "./syntax.js";

/** A time in another form: `from` and `to` are layouts of Go's package time; `from` may be `epoch_s` or `epoch_ms`. Throws TemplateFailure. */
export function parseTime(formats: Json, value: TemplateValue): string {
  const [from, to] = [memberOf(formats, "from"), memberOf(formats, "to")];
  if (typeof from !== "string" || typeof to !== "string")
    throw new TemplateFailure("parsetime needs from and to");
  const unit = from === "epoch_s" ? 1000 : from === "epoch_ms" ? 1 : undefined;
  if (unit !== undefined) return formatGoTime(to, momentOf(Number(value) * unit));
  return formatGoTime(to, parseGoTime(from, printed(value)));
}
