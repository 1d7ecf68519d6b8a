import type { Publisher } from "../../ports/publisher.js";
import { ourLogin } from "./author.js";
import type { GitHub } from "./client.js";
import { ours, restText } from "./published.js";

const minimise = `mutation ($id: ID!) {
  minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized } }
}`;

/** The comments of one pull request. */
export function pullRequestComments(github: GitHub, pullRequest: number): Publisher {
  const nodeIds = new Map<string, string>();
  const path = `/repos/${github.repository}/issues`;
  return {
    find: async (marker) => {
      const listed = await github.list(`${path}/${pullRequest}/comments`, "list the pull request's comments");
      const author = await ourLogin(github);
      const found = ours(
        listed.map((each) => restText(each, "id")),
        marker,
        author,
      );
      for (const { id, nodeId } of found) nodeIds.set(id, nodeId);
      return found.map(({ id, body }) => ({ id, body }));
    },
    create: async (body) => {
      const purpose = "comment on the pull request";
      const answer = await github.send({
        method: "POST",
        path: `${path}/${pullRequest}/comments`,
        body: { body },
        purpose,
      });
      const { id, body: published } = restText(answer, "id");
      return { id, body: published };
    },
    update: async (id, body) => {
      const purpose = "update the comment";
      await github.send({ method: "PATCH", path: `${path}/comments/${id}`, body: { body }, purpose });
    },
    retire: async (id) => {
      await github.graphql(minimise, { id: nodeIds.get(id) ?? id }, "minimise an older comment");
    },
  };
}
