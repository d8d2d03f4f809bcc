import { useNow } from '../text/use-now';

/** `again in 4 s`: when a server that backs off is started again. */
export const AgainIn = ({ at }: { readonly at: string }) => {
  const seconds = Math.ceil((Date.parse(at) - useNow(500)) / 1000);
  return seconds > 0 ? <>again in {seconds} s</> : <>starting again</>;
};
