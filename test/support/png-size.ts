/** Width and height of a PNG, from its first chunk. */
export function sizeOfPng(png: Buffer): [number, number] {
  if (png.subarray(1, 4).toString() !== 'PNG') throw new Error('That is no PNG')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}
