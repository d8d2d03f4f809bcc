import {
  type ArchiveOptions,
  encodingEntry,
  searchPathEntry,
  tableEntries,
  type WrittenEntry,
} from './write-archive';

export const siteRows = '1\texample.com\tExample\n2\tshop.example.com\tShop \\\\. \\n two lines\n';
export const pageRows = Array.from({ length: 500 }, (_, index) => `${index}\t/page/${index}/\n`).join('');
/** A table of sites, one of pages and an empty one. */
export const shopEntries: WrittenEntry[] = [
  encodingEntry('UTF8'),
  searchPathEntry,
  ...tableEntries(10, 'django_site', ['id', 'domain', 'name'], siteRows),
  ...tableEntries(20, 'page', ['id', 'path'], pageRows),
  ...tableEntries(30, 'nothing', ['id'], ''),
  {
    dumpId: 40,
    type: 'CONSTRAINT',
    tag: 'page page_pkey',
    section: 4,
    schema: 'public',
    sql: 'ALTER TABLE ONLY public.page\n    ADD CONSTRAINT page_pkey PRIMARY KEY (id);\n',
  },
];

const versions = [12, 13, 14, 15, 16];
/** Every version that is read, with and without compression and positions. */
export const archiveVariants: ArchiveOptions[] = versions.flatMap((minor) =>
  (['none', 'gzip'] as const).flatMap((compression) =>
    [true, false].map((hasOffsets) => ({ minor, compression, hasOffsets })),
  ),
);
