export * from './calls';
export * from './dumps';
export * from './errors';
export * from './jobs';
export * from './project-file';
export * from './servers';
export * from './sites';
export * from './state';
