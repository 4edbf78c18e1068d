"""The operations of codec 6, by "Derivations" in docs/storage-format.md alone, with nothing but the standard library.

Floats are kept as the bits of a binary32 until they are computed with. Sums, differences, products and quotients of two
binary32 that are computed in binary64 and then rounded are what binary32 arithmetic gives.
"""
import math
import struct
from array import array

WIDTH = {1: 4, 2: 2, 3: 2}
NAN = math.nan


class Parameters:
    """Big-endian numbers, one after the other."""

    def __init__(self, data):
        self.data, self.position = data, 0

    def take(self, layout):
        (value,) = struct.unpack_from(">" + layout, self.data, self.position)
        self.position += struct.calcsize(">" + layout)
        return value


def round32(value):
    return array("f", [value])[0]


def bits_of(value):
    return 0x7FC00000 if math.isnan(value) else struct.unpack("<I", array("f", [value]).tobytes())[0]


def floats_of(bits):
    return struct.unpack("<%df" % len(bits), struct.pack("<%dI" % len(bits), *bits))


def divide(a, b):
    """As IEEE 754 has it, rounded to binary32."""
    if b != 0:
        return round32(a / b)
    return NAN if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)


def widen(data, form):
    """Little-endian floats as bits of binary32."""
    if form == 1:
        return list(struct.unpack("<%dI" % (len(data) // 4), data))
    halves = struct.unpack("<%dH" % (len(data) // 2), data)
    if form == 3:
        return [half << 16 for half in halves]
    return [widen_half(half) for half in halves]


def widen_half(half):
    if half & 0x7FFF > 0x7C00:
        return (half & 0x8000) << 16 | 0x7FC00000 | (half & 0x3FF) << 13
    return bits_of(struct.unpack("<e", struct.pack("<H", half))[0])


def narrow_half(bits):
    sign = bits >> 16 & 0x8000
    if bits & 0x7FFFFFFF > 0x7F800000:
        return sign | 0x7E00 | bits >> 13 & 0x3FF
    try:
        return struct.unpack("<H", struct.pack("<e", floats_of([bits])[0]))[0]
    except OverflowError:
        return sign | 0x7C00


def narrow_brain(bits):
    if bits & 0x7FFFFFFF > 0x7F800000:
        return (bits | 0x00400000) >> 16
    return (bits + 0x7FFF + (bits >> 16 & 1)) >> 16 & 0xFFFF


def narrow(bits, form):
    if form == 1:
        return struct.pack("<%dI" % len(bits), *bits)
    return struct.pack("<%dH" % len(bits), *map(narrow_half if form == 2 else narrow_brain, bits))


class Order:
    def __init__(self, p):
        self.turned = p.take("B")
        if self.turned > 1:
            raise ValueError("an order that is not known here")
        if self.turned:
            self.rows, self.columns, self.first = p.take("I"), p.take("I"), p.take("Q")

    def read(self, data, skip, width, start, count):
        """The bytes of elements from `start` on."""
        if not self.turned:
            part = data[skip + start * width:skip + (start + count) * width]
        else:
            elements = range(self.first + start, self.first + start + count)
            places = (skip + (j % self.rows * self.columns + j // self.rows) * width for j in elements)
            part = b"".join(data[place:place + width] for place in places)
        if len(part) != count * width:
            raise ValueError("the bases hold fewer elements than are read of them")
        return part


class Source:
    def __init__(self, p):
        self.form, self.count, self.skip = p.take("B"), p.take("B"), p.take("I")
        self.order = Order(p)

    def bits(self, bases, start, count):
        data = b"".join(bases[:self.count])
        return widen(self.order.read(data, self.skip, WIDTH[self.form], start, count), self.form)


class Channels:
    def __init__(self, p):
        self.inner, self.count = p.take("Q"), p.take("I")

    def of(self, element):
        return element // self.inner % self.count


class Rule:
    def __init__(self, p):
        self.kind, self.divisor = p.take("B"), p.take("H")

    def scale(self, low, high):
        if self.kind == 0:
            scale = round32(round32(2 * max(high, -low)) / self.divisor)
        elif self.kind == 1:
            scale = round32(round32(high - low) / self.divisor)
        elif self.kind == 2:
            scale = round32((high - low) / self.divisor)
        else:
            raise ValueError("a rule that is not known here")
        return 1.0 if scale < 2.0 ** -126 else scale


def scales_of(source, elements, channels, rule, bases):
    low, high, broken = [0.0] * channels.count, [0.0] * channels.count, set()
    for i, value in enumerate(floats_of(source.bits(bases, 0, elements))):
        channel = channels.of(i)
        if math.isnan(value):
            broken.add(channel)
        low[channel], high[channel] = min(low[channel], value), max(high[channel], value)
    return [NAN if c in broken else rule.scale(low[c], high[c]) for c in range(channels.count)]


def quantise(p, bases, length):
    source = Source(p)
    signed, first = p.take("B"), p.take("Q")
    channels = Channels(p)
    kind, start = p.take("B"), 0
    if kind == 0:
        scales = [p.take("f") for _ in range(channels.count)]
    elif kind == 1:
        scales = struct.unpack_from("<%df" % channels.count, bases[-1], p.take("I"))
    elif kind == 2:
        rule = Rule(p)
        scales, start = scales_of(source, p.take("Q"), channels, rule, bases), first
    else:
        raise ValueError("scales of a kind that is not known here")
    zeros = [p.take("b" if signed else "B") for _ in range(channels.count if p.take("B") else 1)]
    lowest, highest = (-128, 127) if signed else (0, 255)
    out = bytearray()
    for i, value in enumerate(floats_of(source.bits(bases, start, length))):
        channel = channels.of(first + i)
        zero = zeros[channel if len(zeros) > 1 else 0]
        steps = divide(value, scales[channel])
        steps = 0 if math.isnan(steps) else round(max(lowest - zero, min(highest - zero, steps)))
        out.append(steps + zero & 0xFF)
    return bytes(out)


def cast(p, bases, length):
    source, to = Source(p), p.take("B")
    return narrow(source.bits(bases, 0, length // WIDTH[to]), to)


def scale_of(p, bases, length):
    source, elements = Source(p), p.take("Q")
    channels = Channels(p)
    scales = scales_of(source, elements, channels, Rule(p), bases)
    return struct.pack("<%dI" % len(scales), *map(bits_of, scales))


def transpose(p, bases, length):
    width, count, skip = p.take("B"), p.take("B"), p.take("I")
    return Order(p).read(b"".join(bases[:count]), skip, width, 0, length // width)


def eight_bits(values):
    largest = NAN if any(map(math.isnan, values)) else max(map(abs, values))
    scale = round32(largest / 127)
    inverse = 0.0 if scale == 0 else divide(1.0, scale)
    out = bytearray(struct.pack("<H", narrow_half(bits_of(scale))))
    for value in values:
        size = abs(round32(value * inverse))
        near = math.floor(size + 0.5) if size < 256 else 0
        out.append((-near if round32(value * inverse) < 0 else near) & 0xFF)
    return bytes(out)


def four_bits(values, fused):
    signed = 0.0
    for value in values:
        signed = value if abs(value) > abs(signed) else signed
    scale = round32(signed / -8)
    inverse = 0.0 if scale == 0 else divide(1.0, scale)

    def nibble(value):
        moved = value * inverse + 8.5 if fused else round32(value * inverse) + 8.5
        moved = round32(moved)
        return 0 if math.isnan(moved) else int(max(0, min(15, moved)))

    packed = bytes(nibble(values[i]) | nibble(values[16 + i]) << 4 for i in range(16))
    return struct.pack("<H", narrow_half(bits_of(scale))) + packed


def blocks(p, bases, length):
    form = p.take("B")
    source, phase = Source(p), p.take("B")
    count = -(-(phase + length) // {1: 34, 2: 18, 3: 18}[form])
    values = floats_of(source.bits(bases, 0, 32 * count))
    out = b""
    for i in range(0, 32 * count, 32):
        block = values[i:i + 32]
        out += eight_bits(block) if form == 1 else four_bits(block, form == 3)
    return out[phase:phase + length]


OPERATIONS = {1: quantise, 2: cast, 3: scale_of, 4: transpose, 5: blocks}


def derive(operation, bases, length):
    """The chunk that an operation, as it stands in a frame, computes."""
    p = Parameters(operation)
    computed = OPERATIONS[p.take("B")](p, bases, length)
    if p.position != len(operation) or len(computed) != length:
        raise ValueError("an operation has another length than it says")
    return computed
