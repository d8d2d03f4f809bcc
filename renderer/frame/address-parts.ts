/** An address in the parts that are told apart: scheme dimmed, port emphasised. Together they are the address. */
export const addressParts = (
  url: string,
): { readonly address: string; readonly scheme: string; readonly host: string; readonly port: string } => {
  const { protocol, hostname, port } = new URL(url);
  const parts = { scheme: `${protocol}//`, host: hostname, port: port === '' ? '' : `:${port}` };
  return { address: parts.scheme + parts.host + parts.port, ...parts };
};
