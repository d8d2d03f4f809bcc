import { AppError } from '../contract';

type Decode = (bytes: Buffer) => string;

/**
 * PostgreSQL's names of encodings, with the WHATWG label of the decoder that reads them.
 * Source: PostgreSQL's documentation, "Character Set Support", table of supported character sets.
 */
const labels: Readonly<Record<string, string>> = {
  UTF8: 'utf-8',
  LATIN2: 'iso-8859-2',
  LATIN3: 'iso-8859-3',
  LATIN4: 'iso-8859-4',
  LATIN5: 'iso-8859-9',
  LATIN6: 'iso-8859-10',
  LATIN7: 'iso-8859-13',
  LATIN8: 'iso-8859-14',
  LATIN9: 'iso-8859-15',
  LATIN10: 'iso-8859-16',
  ISO_8859_5: 'iso-8859-5',
  ISO_8859_6: 'iso-8859-6',
  ISO_8859_7: 'iso-8859-7',
  ISO_8859_8: 'iso-8859-8',
  WIN866: 'ibm866',
  WIN874: 'windows-874',
  WIN1250: 'windows-1250',
  WIN1251: 'windows-1251',
  WIN1253: 'windows-1253',
  WIN1254: 'windows-1254',
  WIN1255: 'windows-1255',
  WIN1256: 'windows-1256',
  WIN1257: 'windows-1257',
  WIN1258: 'windows-1258',
  KOI8R: 'koi8-r',
  KOI8U: 'koi8-u',
  EUC_JP: 'euc-jp',
  EUC_CN: 'gbk',
  EUC_KR: 'euc-kr',
  UHC: 'euc-kr',
  SJIS: 'shift_jis',
  BIG5: 'big5',
  GBK: 'gbk',
  GB18030: 'gb18030',
};

const plain = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');

/** Other spellings that PostgreSQL takes, without their punctuation. */
const aliases: Readonly<Record<string, string>> = {
  UNICODE: 'UTF8',
  ISO88591: 'LATIN1',
  ISO88592: 'LATIN2',
  ISO88593: 'LATIN3',
  ISO88594: 'LATIN4',
  ISO88599: 'LATIN5',
  ISO885910: 'LATIN6',
  ISO885913: 'LATIN7',
  ISO885914: 'LATIN8',
  ISO885915: 'LATIN9',
  ISO885916: 'LATIN10',
  WINDOWS1252: 'WIN1252',
  WINDOWS1251: 'WIN1251',
  WINDOWS1250: 'WIN1250',
  SHIFTJIS: 'SJIS',
  KOI8: 'KOI8R',
};

const canonicalNames = new Map(
  [...Object.keys(labels), 'LATIN1', 'WIN1252', 'SQL_ASCII'].map((name) => [plain(name), name]),
);

/** PostgreSQL's own name of an encoding that it knows by many spellings: `utf-8` is `UTF8`. Unknown ones stay as they are. */
export const encodingName = (spelling: string): string => {
  const key = plain(spelling);
  return canonicalNames.get(aliases[key] ?? key) ?? spelling;
};

const strict = (label: string): Decode => {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  return (bytes) => decoder.decode(bytes);
};

const decodeLatin1: Decode = (bytes) => bytes.toString('latin1');

/** Bytes 0x80 to 0x9f; a space where there is no character. */
const win1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Node 20 decodes windows-1252 as Latin 1, so the 27 characters that differ are put in here. */
const decodeWin1252: Decode = (bytes) =>
  decodeLatin1(bytes).replaceAll(/[\u0080-\u009f]/g, (char) => {
    const found = win1252[char.charCodeAt(0) - 0x80];
    if (found === undefined || found === ' ') throw new TypeError('The bytes are not WIN1252.');
    return found;
  });

/** SQL_ASCII says nothing about its bytes: UTF-8 where they are that, else Latin 1, which any bytes are. */
const decodeUnknown = (): Decode => {
  const decodeUtf8 = strict('utf-8');
  return (bytes) => {
    try {
      return decodeUtf8(bytes);
    } catch (error) {
      if (error instanceof TypeError) return decodeLatin1(bytes);
      throw error;
    }
  };
};

/**
 * A function that turns the dump's bytes into text.
 *
 * @param encoding PostgreSQL's name, as `encodingName` gives it
 * @returns a decoder that throws a TypeError for bytes that are not of that encoding
 * @throws AppError `dump-format-unsupported` for an encoding that cannot be read here (EUC_TW, JOHAB, MULE_INTERNAL, ...)
 */
export const decoderFor = (encoding: string): Decode => {
  if (encoding === 'LATIN1') return decodeLatin1;
  if (encoding === 'WIN1252') return decodeWin1252;
  if (encoding === 'SQL_ASCII') return decodeUnknown();
  const label = labels[encoding];
  if (label !== undefined) return strict(label);
  throw new AppError(
    'dump-format-unsupported',
    `The dump is written in the encoding ${encoding}, which is not supported.`,
    {
      hint: 'Make the dump again with pg_dump --encoding=UTF8.',
      data: { encoding },
    },
  );
};

/** V8's longest string is 2^29 - 24 characters. */
const longestText = 2 ** 29 - 24;

/**
 * Decodes bytes of a dump, and says where they stand when they are not of its encoding.
 *
 * @param where ends the sentence "..., but <where> is not."
 * @throws AppError `dump-corrupt`; `dump-statement-refused` for more than 512 MB, which no statement of pg_dump has
 */
export const decodeText = (
  bytes: Buffer,
  from: { readonly encoding: string; readonly decode: Decode },
  where: string,
  data: Readonly<Record<string, unknown>>,
): string => {
  if (bytes.length > longestText) {
    throw new AppError('dump-statement-refused', `In the dump, ${where} is ${bytes.length} bytes long.`, {
      hint: 'Make the dump again without --inserts.',
      data,
    });
  }
  try {
    return from.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new AppError('dump-corrupt', `The dump says that it is in ${from.encoding}, but ${where} is not.`, {
      hint: 'The file was saved again in another encoding. Make the dump again.',
      data: { ...data, encoding: from.encoding },
      cause: error,
    });
  }
};
