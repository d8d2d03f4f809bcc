import { styleNonce } from './style-nonce';

/**
 * Runs code of others that makes style elements: those get the page's nonce, without which its policy refuses them.
 *
 * @param work makes them before it returns
 */
export const withStyleNonce = (work: () => void): void => {
  const original = document.createElement.bind(document);
  const create = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = original(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = styleNonce;
    return element;
  };
  // An own property in front of the prototype's.
  Object.defineProperty(document, 'createElement', { value: create, configurable: true });
  try {
    work();
  } finally {
    Reflect.deleteProperty(document, 'createElement');
  }
};

/**
 * From now on a span takes its style attribute through the object model: the page's policy refuses the attribute, and allows a script to
 * set the same properties (CSP 3, 6.7.3.3).
 */
export const styleSpansByProperties = (): void => {
  Object.defineProperty(HTMLSpanElement.prototype, 'setAttribute', {
    configurable: true,
    value(this: HTMLSpanElement, name: string, value: string): void {
      if (name === 'style') this.style.cssText = value;
      else Element.prototype.setAttribute.call(this, name, value);
    },
  });
};
