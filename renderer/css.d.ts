declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}
declare module '*.webp' {
  const address: string;
  export default address;
}
declare module '*.css';
declare module '@fontsource-variable/inter/wght.css';
declare module '@fontsource-variable/jetbrains-mono/wght.css';
