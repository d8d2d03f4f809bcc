import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: './schema.prisma',
  experimental: { externalTables: true },
  tables: {
    external: ['public.django_site', 'public.django_multisite_plus_site', 'public.multisite_alias'],
  },
});
