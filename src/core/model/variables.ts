/** What a variable can be called: in `vars`, and in `${{ vars.name }}`. */
export const variableNamePattern = "[A-Za-z][A-Za-z0-9_]{0,63}";
