import type { Endpoint } from "./endpoint.js";
import { errorEndpoints } from "./errors.js";
import { extensionEndpoints } from "./extensions.js";
import { hiveBatchEndpoints } from "./hive-batch.js";
import { hiveEndpoints } from "./hives.js";
import { insightEndpoints } from "./insight.js";
import { installationKeyEndpoints } from "./installation-keys.js";
import { legacyRuleEndpoints } from "./legacy-rules.js";
import { organizationEndpoints } from "./organizations.js";
import { outputEndpoints } from "./outputs.js";
import { replayEndpoints } from "./replay.js";
import { resourceEndpoints } from "./resources.js";
import { searchEndpoints } from "./search.js";
import { searchListingEndpoints } from "./search-listing.js";
import { sensorEndpoints } from "./sensors.js";
import { serviceEndpoints } from "./services.js";
import { tagEndpoints } from "./tags.js";
import { taskingEndpoints } from "./tasking.js";
import { tokenEndpoints } from "./tokens.js";
import { valueEndpoints } from "./values.js";

/** Every endpoint that is served (reference: API, section 12): one file per area, one line per verb and path. */
export const endpoints: readonly Endpoint[] = [
  ...tokenEndpoints,
  ...organizationEndpoints,
  ...valueEndpoints,
  ...outputEndpoints,
  ...errorEndpoints,
  ...resourceEndpoints,
  ...extensionEndpoints,
  ...serviceEndpoints,
  ...hiveEndpoints,
  ...hiveBatchEndpoints,
  ...legacyRuleEndpoints,
  ...installationKeyEndpoints,
  ...sensorEndpoints,
  ...taskingEndpoints,
  ...tagEndpoints,
  ...insightEndpoints,
  ...replayEndpoints,
  ...searchEndpoints,
  ...searchListingEndpoints,
];
