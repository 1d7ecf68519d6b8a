import { Type } from "typebox";

/** The shard that a report is about, as every report that goes through organizations carries it. */
export const shardShape = Type.Object(
  {
    part: Type.Integer({ minimum: 1, description: "Number of the shard, from 1." }),
    of: Type.Integer({ minimum: 1, description: "How many shards there are." }),
    organizations: Type.Array(Type.String(), {
      description: "Aliases of the organizations of all shards together, in order.",
    }),
  },
  {
    additionalProperties: false,
    description: "Only one shard of the organizations was gone through; absent: all of them.",
  },
);
