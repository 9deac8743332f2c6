import { describe, expect, it } from 'vitest'
import { workOf } from '#test/support/work.ts'
import { readHtml } from './html.ts'

describe('readHtml', () => {
  it('reads what a person sees, a line per block and a tab between cells', () => {
    const html = `<head><title>No</title><style>p { color: red }</style></head>
      <div style="display:none">Preheader 111111<div>more</div></div>
      <h1>Hello&nbsp;&amp; welcome</h1><p>Two <b>wo</b>rds<br>next<script>var a = '<p>no</p>'</script>
      <table><tr><td>Code</td><td>482913</td></tr></table>`
    expect(readHtml(html).text).toBe('Hello & welcome\nTwo words\nnext\nCode\t482913')
  })

  it('keeps the lines of preformatted text', () => {
    expect(readHtml('<pre>one\ntwo</pre>three\nfour').text).toBe('one\ntwo\nthree four')
  })

  it('names a link by its words, or by the image in it', () => {
    const html = `<a href="https://a.test/?x=1&amp;y=2"> Go <b>now</b></a><a href='//b.test'><img alt="Logo"></a>
      <a href="mailto:x@a.test">Write</a><a href="javascript:alert(1)">no</a><a name="top">no</a>`
    expect(readHtml(html).links).toEqual([
      { url: 'https://a.test/?x=1&y=2', text: 'Go now' },
      { url: 'https://b.test', text: 'Logo' },
      { url: 'mailto:x@a.test', text: 'Write' },
    ])
  })

  it('counts everything that would be fetched', () => {
    const html = `<link rel="stylesheet" href="https://a.test/a.css"><style>@import "//a.test/b.css"; p { background:
      url( 'https://a.test/p.png' ) }</style><body background="http://a.test/bg.gif"><img src="https://a.test/1.png">
      <img src="cid:logo"><img src="data:image/png;base64,AA"><p style="background:url(//a.test/2.png)">x</p>`
    expect(readHtml(html).remoteCount).toBe(6)
  })

  it.each([
    ['deep nesting', '<div>'.repeat(100_000) + 'x' + '</span>'.repeat(30_000)],
    ['hidden nesting', '<div style="display:none">'.repeat(40_000)],
    ['unclosed anchors', '<a href="https://a.test/">x'.repeat(40_000)],
    ['an endless attribute', `<a href="${'x'.repeat(2_000_000)}`],
    ['spaces in css', `<style>${'url(          '.repeat(1_000)}${' '.repeat(500_000)}</style>`],
    ['open brackets', '<'.repeat(1_000_000)],
    ['entities', '&amp;&nbsp;&#1114112;&'.repeat(50_000)],
    ['white space', ' \n\t'.repeat(300_000)],
  ])('stays quick on %s', (_name, html) => {
    expect(workOf(() => readHtml(html))).toBeLessThan(2_000)
    expect(readHtml(html).links.length).toBeLessThanOrEqual(500)
  })
})
