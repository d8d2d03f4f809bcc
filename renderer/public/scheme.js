// Runs before the first paint, so that a dark page never begins white: the page's own script comes after it.
const kept = localStorage.getItem('manysite-theme');
const isDark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.dataset.mantineColorScheme = isDark ? 'dark' : 'light';
