import type { WaitTarget } from './snippets.ts'
import { criteria, quote, waitUrl } from './wait-call.ts'

/** For languages whose strings are not JSON's. */
const singleQuoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

export function writeCypress(target: WaitTarget): string {
  const fields = criteria(target).map(([name, value]) => `      ${name}: ${quote(value)},`)
  const check =
    target.code === null
      ? `expect(body.subject).to.be.a('string')`
      : `cy.get('input[name=code]').type(body.codes[0].value)`
  return `it('the mail arrives', () => {
  // …what makes your app send the mail

  cy.request({
    url: '${waitUrl(target)}',
    qs: {
${fields.join('\n')}
    },
    timeout: 35_000,
  }).then(({ body }) => {
    ${check}
  })
})
`
}

export function writePhp(target: WaitTarget): string {
  const fields = criteria(target).map(([name, value]) => `    '${name}' => ${singleQuoted(value)},`)
  return `<?php
$query = http_build_query([
${fields.join('\n')}
]);
$answer = file_get_contents('${waitUrl(target)}?' . $query);
$message = json_decode($answer, true, flags: JSON_THROW_ON_ERROR);
${target.code === null ? `echo $message['subject'];` : `$code = $message['codes'][0]['value'];`}
`
}

export function writeRuby(target: WaitTarget): string {
  const fields = criteria(target).map(([name, value]) => `  ${name}: ${singleQuoted(value)},`)
  return `require 'json'
require 'net/http'

uri = URI('${waitUrl(target)}')
uri.query = URI.encode_www_form(
${fields.join('\n')}
)
answer = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == 'https', read_timeout: 35) { |http| http.get(uri) }
answer.value # raises unless it is a success
message = JSON.parse(answer.body)
${target.code === null ? `puts message['subject']` : `code = message['codes'][0]['value']`}
`
}

export function writeJava(target: WaitTarget): string {
  const query = new URLSearchParams(criteria(target)).toString()
  return `var request = HttpRequest.newBuilder(URI.create(${quote(`${waitUrl(target)}?${query}`)}))
    .timeout(Duration.ofSeconds(35))
    .build();
var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
if (answer.statusCode() != 200) throw new AssertionError(answer.body());
var message = new ObjectMapper().readTree(answer.body()); // Jackson
${target.code === null ? `System.out.println(message.get("subject").asText());` : `var code = message.at("/codes/0/value").asText();`}
`
}
