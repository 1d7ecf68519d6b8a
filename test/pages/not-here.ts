/** Lines of pages that are not run, because they need a network: each with what the tests do about it. */
export const notHere: { readonly [line: string]: string } = {
  "npm install --global https://github.com/OWNER/lctasks/releases/download/v0.1.0/lctasks-0.1.0.tgz":
    "downloads a release; what the package has in it is checked by test/house/package.test.ts",
  "npm ci": "downloads the dependencies; the tests run with them",
};
