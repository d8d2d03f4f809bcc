import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sniff } from './sniff';

const tar = Buffer.alloc(1024);
tar.write('toc.dat', 0);
tar.write('ustar', 257);

describe('sniff', () => {
  it('knows an archive, gzip and plain SQL by their content', () => {
    expect(sniff(Buffer.from('PGDMP\x01\x0e\x00'))).toBe('archive');
    expect(sniff(gzipSync('SELECT 1;'))).toBe('gzip');
    expect(sniff(Buffer.from('--\n-- PostgreSQL database dump\n--\n\nSET a = 1;\n'))).toBe('plain');
  });

  it.each([
    ['a byte order mark', '\ufeff--\n-- PostgreSQL database dump\n--\n'],
    ['CRLF', '--\r\n-- PostgreSQL database dump\r\n--\r\n\r\nSET a = 1;\r\n'],
    ['psql commands first', '\\restrict abc\n\nSET a = 1;\n'],
    ['nothing but statements', 'CREATE TABLE t (id integer);\n'],
    ['a comment first', '/* by hand */ insert into t values (1);\n'],
  ])('knows plain SQL with %s', (_case, text) => {
    expect(sniff(Buffer.from(text))).toBe('plain');
  });

  it('takes a dump of PostgreSQL for that whatever its rows say of MySQL', () => {
    const rows = 'COPY public.page (id, body) FROM stdin;\n1\tx\n-- MySQL dump 10.13\n\\.\n';
    expect(sniff(Buffer.from(`--\n-- PostgreSQL database dump\n--\n\n${rows}`))).toBe('plain');
    expect(sniff(Buffer.from(`SET a = 1;\n${rows}`))).toBe('plain');
  });

  it('knows the dump of a whole server', () => {
    expect(sniff(Buffer.from('--\r\n-- PostgreSQL database cluster dump\r\n--\r\n'))).toBe('pg_dumpall');
  });

  it.each([
    ['tar', tar],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0])],
    ['lz4', Buffer.from([0x04, 0x22, 0x4d, 0x18, 0, 0])],
    ['zip', Buffer.from('PK\x03\x04rest')],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
    ['bzip2', Buffer.concat([Buffer.from('BZh9'), Buffer.from([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])])],
    ['7-Zip', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c])],
    ['SQLite', Buffer.from('SQLite format 3\0rest')],
    ['UTF-16', Buffer.from('\ufeff--\r\n-- PostgreSQL database dump\r\n', 'utf16le')],
    ['UTF-16', Buffer.from('--\r\n-- PostgreSQL database dump\r\n', 'utf16le')],
    ['UTF-16', Buffer.from('\ufeff--\r\n-- PostgreSQL database dump\r\n', 'utf16le').swap16()],
  ])('refuses %s by its name, with a next step', (format, bytes) => {
    expect(() => sniff(bytes)).toThrow(
      expect.objectContaining({
        code: 'dump-format-unsupported',
        message: expect.stringContaining(`${format} format, which is not supported yet`),
        hint: expect.stringMatching(/\w/),
        data: { format },
      }),
    );
  });

  it.each([
    ['MySQL', '-- MySQL dump 10.13  Distrib 5.5.41, for debian-linux-gnu (x86_64)\n'],
    ['MariaDB', '/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19\n'],
    ['MariaDB', '-- MariaDB dump 10.19  Distrib 10.11.6-MariaDB\n'],
    ['MySQL or MariaDB', '-- phpMyAdmin SQL Dump\n-- version 5.2.1\n'],
    ['MySQL or MariaDB', '/*!40101 SET NAMES utf8 */;\n'],
    ['MySQL or MariaDB', 'DROP TABLE IF EXISTS `django_site`;\n'],
    ['MySQL or MariaDB', '\ufeffCREATE TABLE `django_site` (\r\n'],
  ])('refuses a dump of %s', (maker, text) => {
    expect(() => sniff(Buffer.from(text))).toThrow(
      expect.objectContaining({
        code: 'dump-is-mysql',
        data: { maker },
        message: expect.stringContaining(maker),
      }),
    );
  });

  it('refuses an empty file', () => {
    expect(() => sniff(Buffer.alloc(0))).toThrow(expect.objectContaining({ code: 'dump-empty' }));
  });

  it.each([
    [
      'random bytes',
      Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919 + (index >> 3) * 31) % 256)),
    ],
    ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['a page of HTML', Buffer.from('<!DOCTYPE html>\n<html><body>Please log in</body></html>')],
    ['a fixture of Django', Buffer.from('[{"model": "sites.site", "pk": 1}]')],
    ['prose', Buffer.from('Dear colleague, here is the dump.')],
  ])('refuses %s as no dump', (_case, bytes) => {
    expect(() => sniff(bytes)).toThrow(expect.objectContaining({ code: 'dump-unreadable' }));
  });
});
