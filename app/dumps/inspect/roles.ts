import type { Definition } from '../entry';
import { firstTokens, type Token } from '../sql/sql-tokens';

/** Every server has these, or they are no names of roles. */
const notRoles = /^(?:public|current_user|current_role|session_user|default|pg_.*)$/;

const tokenLimit = 4000;

const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.value);

/** The comma-separated names from `at` on. */
const namesAt = (tokens: readonly Token[], at: number): string[] => {
  const names: string[] = [];
  for (let index = at; ; index += 2) {
    const token = isWord(tokens[index], 'group') ? tokens[index + 1] : tokens[index];
    if (
      token === undefined ||
      token.kind === 'other' ||
      (token.kind === 'word' && notRoles.test(token.value))
    )
      break;
    names.push(token.value);
    if (tokens[index + 1]?.text !== ',') break;
  }
  return names;
};

/** Where the names begin: behind the last TO or FROM, and behind FOR ROLE. */
const namedIn = ({ type, sql }: Definition): string[] => {
  const tokens = firstTokens(sql, tokenLimit);
  const forRole = tokens.findIndex(
    (token, at) => isWord(token, 'for') && isWord(tokens[at + 1], 'role', 'user'),
  );
  const words = type === 'ACL' || type === 'DEFAULT ACL' ? ['to', 'from'] : ['to'];
  const last = tokens.findLastIndex((token) => isWord(token, ...words));
  return [
    ...(forRole < 0 ? [] : namesAt(tokens, forRole + 2)),
    ...(last < 0 ? [] : namesAt(tokens, last + 1)),
  ];
};

const withRoles = new Set(['ACL', 'DEFAULT ACL', 'OWNER', 'POLICY']);

/** Roles of the server that was dumped which a definition names: owners, and whom it grants to. */
export const rolesIn = (definition: Definition): string[] => {
  const owner = definition.owner ?? null;
  const named = withRoles.has(definition.type) ? namedIn(definition) : [];
  const session =
    definition.name === 'session_authorization' ? (/'([^']+)'/.exec(definition.sql)?.[1] ?? null) : null;
  return [owner, session, ...named].flatMap((role) =>
    role === null || role === '' || notRoles.test(role) ? [] : [role],
  );
};
