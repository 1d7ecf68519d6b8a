// Looks for what the loader of function-chunks.mjs cannot hand on: something exported that is assigned again.
import ts from "typescript";

/** The names that a module exports in a list (`export { a, b as c }`), as they are inside of it. */
function exported(source) {
  const lists = source.statements
    .filter(ts.isExportDeclaration)
    .map(({ exportClause }) => exportClause)
    .filter((clause) => clause !== undefined && ts.isNamedExports(clause));
  return new Set(
    lists.flatMap(({ elements }) => elements.map(({ propertyName, name }) => (propertyName ?? name).text)),
  );
}

const isStep = (node) =>
  (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
  [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator);

const isAssignment = (node) =>
  ts.isBinaryExpression(node) &&
  node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
  node.operatorToken.kind <= ts.SyntaxKind.LastAssignment;

/** What an expression assigns to; undefined when it assigns nothing. */
function target(node) {
  if (isAssignment(node)) return node.left;
  return isStep(node) ? node.operand : undefined;
}

/** Names that a module exports and assigns to anywhere. Another variable of the same name counts too: rename one of them. */
export function reassignedExports(text) {
  const source = ts.createSourceFile("chunk.js", text, ts.ScriptTarget.Latest);
  const names = exported(source);
  const found = new Set();
  const look = (node) => {
    const name = target(node);
    if (name !== undefined && ts.isIdentifier(name) && names.has(name.text)) found.add(name.text);
    ts.forEachChild(node, look);
  };
  look(source);
  return [...found];
}
