/** A zip that lists one and the same empty file so many times (APPNOTE 4.3.12 to 4.3.16). */
export function zipOfOne(count: number): Buffer {
  const name = Buffer.from('a')
  const file = Buffer.alloc(30 + name.length)
  file.writeUInt32LE(0x04034b50)
  file.writeUInt16LE(name.length, 26)
  name.copy(file, 30)
  const listed = Buffer.alloc(46 + name.length)
  listed.writeUInt32LE(0x02014b50)
  listed.writeUInt16LE(name.length, 28)
  name.copy(listed, 46)
  const directory = Buffer.alloc(count * listed.length, listed)
  return Buffer.concat([file, directory, endOf(count, file.length, directory.length)])
}

/** Above 65,535 files the end is that of zip64, which the old one leads to. */
function endOf(count: number, start: number, bytes: number): Buffer {
  const end = Buffer.alloc(56 + 20 + 22)
  end.writeUInt32LE(0x06064b50)
  end.writeBigUInt64LE(44n, 4)
  for (const at of [24, 32]) end.writeBigUInt64LE(BigInt(count), at)
  end.writeBigUInt64LE(BigInt(bytes), 40)
  end.writeBigUInt64LE(BigInt(start), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(start + bytes), 64)
  end.writeUInt32LE(1, 72)
  end.writeUInt32LE(0x06054b50, 76)
  end.fill(0xff, 84, 96)
  return end
}
