import { describe, expect, it } from 'vitest';
import { answerBytes } from './answer';
import { redirectAnswer, unknownHostPage } from './refusal-pages';
import { failedPage, startingPage } from './site-pages';
import { escapeHtml } from './text';

describe('text of others in a page', () => {
  it('cannot become markup', () => {
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  });

  it('loses terminal colours, control characters and hidden turns of direction, and keeps tabs', () => {
    expect(escapeHtml('\u001b[31mred\u001b[0m\0\u0007 \tx\u202eback\u200b')).toBe('red \txback');
  });
});

describe('a page', () => {
  const failed = {
    state: 'failed',
    serverId: 's',
    reason: 'It ended with code 1',
    lastLines: ['ImportError: no <x>', 'line 2'],
  } as const;

  it('of a failed server shows reason, log and button', () => {
    const { status, html } = failedPage('Velos & Co', failed, { path: '/.manysite/restart?nonce=abc' });
    expect(status).toBe(502);
    expect(html).toContain('The server of Velos &amp; Co has failed');
    expect(html).toContain('ImportError: no &lt;x&gt;. It ended with code 1');
    expect(html).toContain('<pre>ImportError: no &lt;x&gt;\nline 2</pre>');
    expect(html).toContain(
      '<form method="post" action="/.manysite/restart?nonce=abc"><button>Restart Velos &amp; Co</button>',
    );
  });

  it('of a server that is still starting loads itself again, but repeats nothing that could do harm', () => {
    const starting = { state: 'starting', holdMs: 60_000, lastLines: [] } as const;
    expect(startingPage('Velos', starting, '/a?b="c').html).toContain('content="3;url=/a?b=&quot;c"');
    expect(startingPage('Velos', starting, null).html).not.toContain('http-equiv');
    expect(startingPage('Velos', starting, null).html).toContain('was not ready within 60 s');
  });

  it('is told by its length in bytes, and not sent to HEAD', () => {
    const answer = unknownHostPage('käse.test');
    const whole = answerBytes(answer, { hasBody: true, closes: false });
    const head = answerBytes(answer, { hasBody: false, closes: true }).toString('latin1');
    const bodyStart = whole.indexOf('\r\n\r\n') + 4;
    expect(head).toContain(`Content-Length: ${whole.length - bodyStart}\r\n`);
    expect(head.endsWith('Connection: close\r\n\r\n')).toBe(true);
    expect(head.startsWith('HTTP/1.1 421 Misdirected Request\r\n')).toBe(true);
  });

  it('of a redirect has no body', () => {
    const text = answerBytes(redirectAnswer('http://a.test:8000/'), {
      hasBody: true,
      closes: false,
    }).toString('latin1');
    expect(text).toContain('\r\nLocation: http://a.test:8000/\r\n');
    expect(text).toContain('\r\nContent-Length: 0\r\n');
    expect(text).not.toContain('\r\nContent-Type:');
  });
});
