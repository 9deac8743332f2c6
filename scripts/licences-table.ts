import { shippedPackages } from './shipped-packages.ts'

/**
 * What may be in the package: licences that ask for their text to be kept, and MPL-2.0, which asks for changes of its
 * own files to be shown; nothing of it is changed here.
 */
export const allowedLicences = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
]

/** Whether one of the licences to choose from may be. */
export function isAllowed(license: string): boolean {
  return license
    .replace(/^\(|\)$/g, '')
    .split(' OR ')
    .some(one => one.split(' AND ').every(part => allowedLicences.includes(part)))
}

export function licencesTable(): string {
  const rows = shippedPackages().map(
    ({ name, version, license }) => `| \`${name}\` | ${version} | ${license} |`,
  )
  return ['| package | version | licence |', '| --- | --- | --- |', ...rows].join('\n')
}
