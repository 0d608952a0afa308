"""Small pictures of every kind, written by hand: whole ones, of one colour or of noise."""

import random
import struct
import zlib


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width, height, rows, depth=8, colour=2, interlace=0, more=b""):
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", zlib.compress(rows, 1))
            + chunk(b"IEND", b""))


def png(width, height):
    """All black, eight bits of red, green and blue; a huge one has too few rows."""
    return png_of(width, height, (b"\0" + b"\0\0\0" * width) * (height if width * height < 1e7 else 4))


def noise(width, height, channels=3, seed=1, **more):
    """What no encoder makes small, in stripes that every filter keeps apart."""
    rng = random.Random(seed)
    rows = b"".join(b"\0" + rng.randbytes(width * channels) for _ in range(height))
    return png_of(width, height, rows, colour={1: 0, 3: 2, 4: 6}[channels], **more)


def drawing(width, height, channels=3):
    """Flat areas and lines, as a screenshot has them, in more than 256 colours."""
    rows = []
    for y in range(height):
        row = bytearray(b"\0")
        for x in range(width):
            pixel = (30, 60, 90) if y % 40 == 0 or x % 60 == 0 else (200 + y * 50 // height, 220, 150 + x * 100 // width)
            row += bytes(pixel + (255,))[:channels]
        rows.append(bytes(row))
    return png_of(width, height, b"".join(rows), colour=6 if channels == 4 else 2)


def jpeg(width, height, orientation=0):
    """All grey: each block is two bits, the difference of nothing and the end (ITU T.81, F.1.2)."""
    exif = b""
    if orientation:
        tiff = b"II*\0\x08\0\0\0" + struct.pack("<HHHIHH", 1, 0x0112, 3, 1, orientation, 0)
        exif = b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff
    table = b"\xff\xdb\0\x43\0" + b"\1" * 64
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    codes = b"".join(b"\xff\xc4\0\x14" + kind + b"\1" + b"\0" * 15 + b"\0" for kind in (b"\0", b"\x10"))
    blocks = -(-width // 8) * -(-height // 8)
    return (b"\xff\xd8" + exif + table + frame + codes + b"\xff\xda\0\x08\1\1\0\0?\0"
            + b"\0" * -(-blocks // 4) + b"\xff\xd9")


def gif(width, height, frames=1):
    return (b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0"
            + b",\0\0\0\0\1\0\1\0\0\2\2D\1\0" * frames + b";")


def vp8l(width, height):
    """One colour: each of the five codes has one symbol, so that pixels take no bits (RFC 9649, 3.7)."""
    bits, value, at = [(width - 1, 14), (height - 1, 14), (0, 4), (0, 3)] + [(1, 4)] * 5, 0, 0
    for number, count in bits:
        value |= number << at
        at += count
    return b"\x2f" + value.to_bytes(-(-at // 8) + 1, "little")


def riff(chunks):
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def webp_chunk(name, data):
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def webp(width, height, frames=0):
    """A still, or an animation."""
    picture = webp_chunk(b"VP8L", vp8l(width, height))
    if not frames:
        return riff(picture)
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    frame = webp_chunk(b"ANMF", b"\0" * 6 + size + b"\x64\0\0\0" + picture)
    return riff(webp_chunk(b"VP8X", b"\2\0\0\0" + size) + webp_chunk(b"ANIM", b"\0" * 6) + frame * frames)
