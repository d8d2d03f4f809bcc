import { describe, expect, it } from 'vitest';
import { decoderFor, encodingName } from './encodings';

describe('encodingName', () => {
  it.each([
    ['utf-8', 'UTF8'],
    ['UNICODE', 'UTF8'],
    ['iso-8859-1', 'LATIN1'],
    ['Latin_2', 'LATIN2'],
    ['windows-1252', 'WIN1252'],
    ['sql_ascii', 'SQL_ASCII'],
    ['EUC_TW', 'EUC_TW'],
  ])('%s is %s', (spelling, name) => {
    expect(encodingName(spelling)).toBe(name);
  });
});

describe('decoderFor', () => {
  it.each([
    ['UTF8', [0xc3, 0xa4], 'ä'],
    ['UTF8', [0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
    ['LATIN1', [0xe4, 0x80], 'ä\u0080'],
    ['WIN1252', [0xe4, 0x80, 0x9f, 0x91], 'ä€Ÿ‘'],
    ['LATIN2', [0xb3], 'ł'],
    ['LATIN9', [0xa4], '€'],
    ['WIN1251', [0xe6], 'ж'],
    ['KOI8R', [0xd6], 'ж'],
    ['EUC_JP', [0xc6, 0xfc], '日'],
    ['SJIS', [0x93, 0xfa], '日'],
    ['GBK', [0xc8, 0xd5], '日'],
    ['SQL_ASCII', [0xc3, 0xa4], 'ä'],
    ['SQL_ASCII', [0xe4], 'ä'],
  ])('%s: %j is %s', (encoding, bytes, text) => {
    expect(decoderFor(encoding)(Buffer.from(bytes))).toBe(text);
  });

  it.each([
    ['UTF8', 0xe4],
    ['WIN1252', 0x81],
  ])('%s refuses the byte %i', (encoding, byte) => {
    expect(() => decoderFor(encoding)(Buffer.from([byte]))).toThrow(TypeError);
  });

  it('names an encoding that it cannot read', () => {
    expect(() => decoderFor('EUC_TW')).toThrow(
      expect.objectContaining({ code: 'dump-format-unsupported', data: { encoding: 'EUC_TW' } }),
    );
  });
});
