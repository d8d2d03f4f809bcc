/** The format of an export that its file's name asks for. */
export const formatOfFile = (file: string): 'custom' | 'plain' => (/\.sql$/i.test(file) ? 'plain' : 'custom');
