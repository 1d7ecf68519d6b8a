import type { Publisher } from "../../ports/publisher.js";
import { ourLogin } from "./author.js";
import type { GitHub } from "./client.js";
import { ours, restText } from "./published.js";

/** Open issues of a repository, under one title. */
export function rollingIssue(github: GitHub, title: string): Publisher {
  const path = `/repos/${github.repository}/issues`;
  return {
    find: async (marker) => {
      const listed = await github.list(`${path}?state=open`, "list the repository's issues");
      const author = await ourLogin(github);
      const found = ours(
        listed.map((each) => restText(each, "number")),
        marker,
        author,
      );
      return found.map(({ id, body }) => ({ id, body }));
    },
    create: async (body) => {
      const answer = await github.send({
        method: "POST",
        path,
        body: { title, body },
        purpose: "open an issue",
      });
      const { id, body: published } = restText(answer, "number");
      return { id, body: published };
    },
    update: async (id, body) => {
      await github.send({
        method: "PATCH",
        path: `${path}/${id}`,
        body: { body },
        purpose: "update the issue",
      });
    },
    retire: async (id) => {
      const body = { state: "closed", state_reason: "completed" };
      await github.send({ method: "PATCH", path: `${path}/${id}`, body, purpose: "close the issue" });
    },
  };
}
