import { counted } from './counted';
import { formatClock } from './format';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long ago a moment was, without a word about the direction: `20 min`, `3 h`, `4 days`. Moments to come count as now. */
const span = (iso: string, nowMs: number): string => {
  const agoMs = Math.max(0, nowMs - Date.parse(iso));
  if (agoMs < hourMs) return `${Math.floor(agoMs / minuteMs)} min`;
  if (agoMs < 2 * dayMs) return `${Math.floor(agoMs / hourMs)} h`;
  return counted(Math.floor(agoMs / dayMs), 'day');
};

/** `3 days old`, for a thing that was made at a moment. */
export const ageText = (iso: string, nowMs: number): string =>
  nowMs - Date.parse(iso) < minuteMs ? 'new' : `${span(iso, nowMs)} old`;

/** `3 d old`, where room is short. */
export const shortAgeText = (iso: string, nowMs: number): string =>
  ageText(iso, nowMs).replace(/ days? /, ' d ');

/** `20 min ago`, `4 days ago`, `3 weeks ago`. */
export const agoText = (iso: string, nowMs: number): string => {
  const agoMs = nowMs - Date.parse(iso);
  if (agoMs < minuteMs) return 'just now';
  if (agoMs < 14 * dayMs) return `${span(iso, nowMs)} ago`;
  if (agoMs < 60 * dayMs) return `${counted(Math.floor(agoMs / (7 * dayMs)), 'week')} ago`;
  return `${counted(Math.floor(agoMs / (30 * dayMs)), 'month')} ago`;
};

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const startOfDay = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** A moment on this machine's clock as people say it: `today 11:40`, `Fri 22:14`, `18 Nov 17:31`, `18 Nov 2025`. */
export const dayText = (iso: string, nowMs: number): string => {
  const at = new Date(iso);
  const now = new Date(nowMs);
  const time = formatClock(iso);
  const days = Math.round((startOfDay(now) - startOfDay(at)) / dayMs);
  if (days === 0) return `today ${time}`;
  if (days > 0 && days < 7) return `${weekdays[at.getDay()]} ${time}`;
  const day = `${at.getDate()} ${months[at.getMonth()]}`;
  return at.getFullYear() === now.getFullYear() ? `${day} ${time}` : `${day} ${at.getFullYear()}`;
};
