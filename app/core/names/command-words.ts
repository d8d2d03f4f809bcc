/** As an operand of a command line: in double quotes where a shell would take it apart, which every shell understands. */
export const quotedWord = (text: string): string => (/^[\w./:@%+,-]+$/.test(text) ? text : `"${text}"`);

/** ` --project NAME`, for a command line that is offered; by its id where the name could not be typed. */
export const projectOption = ({ name, id }: { readonly name: string; readonly id: string }): string =>
  ` --project ${/["$`\\!]/.test(name) ? id : quotedWord(name)}`;

/** The command line that gives a project a domain format of its own, and its sites the domains. */
export const formatCommand = (
  format: string,
  project: { readonly name: string; readonly id: string },
): string => {
  const which = projectOption(project);
  return `manysite config --set ${quotedWord(`domainFormat=${format}`)}${which} && manysite rewrite${which}`;
};
