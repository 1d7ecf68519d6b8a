import type { Endpoint } from "./endpoint.js";
import { extensionEndpoints } from "./extensions.js";
import { hiveEndpoints } from "./hives.js";
import { insightEndpoints } from "./insight.js";
import { organizationEndpoints } from "./organizations.js";
import { sensorEndpoints } from "./sensors.js";
import { tagEndpoints } from "./tags.js";
import { tokenEndpoints } from "./tokens.js";

/** Every endpoint that is served (reference: API, section 12): one file per area, one line per verb and path. */
export const endpoints: readonly Endpoint[] = [
  ...tokenEndpoints,
  ...organizationEndpoints,
  ...extensionEndpoints,
  ...hiveEndpoints,
  ...sensorEndpoints,
  ...tagEndpoints,
  ...insightEndpoints,
];
