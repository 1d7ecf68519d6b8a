import { promisesHold } from "./promises-hold.js";

promisesHold(1001, 400);
