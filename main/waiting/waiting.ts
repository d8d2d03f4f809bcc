import type { WaitingView } from './view';

const element = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`index.html has no #${id}`);
  return found;
};

const paragraph = (text: string): HTMLElement => {
  const made = document.createElement('p');
  made.textContent = text;
  return made;
};

const show = ({ title, details, lines, action }: WaitingView): void => {
  element('title').textContent = title;
  element('details').replaceChildren(...details.map(paragraph));
  const button = element('action');
  const hadFocus = document.activeElement === button;
  button.hidden = action === null;
  button.textContent = action;
  if (action !== null && !hadFocus) button.focus();
  const last = document.querySelector('textarea');
  if (last === null) return;
  last.hidden = lines.length === 0;
  last.value = lines.join('\n');
  last.scrollTop = last.scrollHeight;
};

const bridge = window.manysiteWaiting;
element('action').addEventListener('click', () => bridge?.retry());
bridge?.onView(show);
