import { promisesHold } from "./promises-hold.js";

promisesHold(1, 400);
