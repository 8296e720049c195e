// What a set of field kernels offers: the same operations on Lanes independent field elements side by side.
namespace MobileCoin.Curve25519.Field;

/// <summary>
/// Arithmetic modulo p = 2^255 - 19 on <see cref="Lanes"/> elements at once. An element vector is <see cref="Length"/> 64-bit words in
/// memory aligned to 64 bytes; its layout belongs to the backend. All operations are constant time; results may alias operands.
/// </summary>
/// <remarks>
/// Sizes of values (docs/field-arithmetic.md, "Sizes"). Multiply, SquareTimes, Carry, Load, FromEncodings and constants give a fresh value.
/// Add and Subtract give sums without a carry, whose size is counted in fresh terms: p added and m subtracted. Multiply takes at most
/// four terms as first and three as second operand, with max(p, m) of the two multiplied at most 6; Square takes two terms;
/// everything else takes four.
/// Operands are pointers because a vector of five 512-bit registers passed or returned by value is copied through memory helpers.
/// </remarks>
internal unsafe interface ILaneField
{
    static abstract int Lanes { get; }

    /// <summary>64-bit words of one element vector: a multiple of 8, so that vectors laid end to end stay aligned.</summary>
    static abstract int Length { get; }

    /// <summary>
    /// Reads lane i from limbs + i * strideWords (five 51-bit limbs, each below 2^51 + 2^13), the first limb xor <paramref name="flip"/>.
    /// </summary>
    static abstract void Load(ulong* r, ulong* limbs, int strideWords, ulong flip);

    /// <summary>The reverse of <see cref="Load"/>: writes a <see cref="FieldElement"/>'s limbs a lane. Takes size 1.</summary>
    static abstract void Store(ulong* limbs, int strideWords, ulong flip, ulong* a);

    /// <summary>The same element in every lane.</summary>
    static abstract void Broadcast(ulong* r, in FieldElement a);

    /// <summary>Reads 32 little-endian bytes a lane, laid end to end; the top bit of each is ignored.</summary>
    static abstract void FromEncodings(ulong* r, byte* encodings);

    /// <summary>Writes the canonical 32 bytes of each lane, laid end to end.</summary>
    static abstract void ToEncodings(byte* encodings, ulong* a);

    static abstract void Multiply(ulong* r, ulong* a, ulong* b);

    /// <summary>r = a^(2^n), n at least 1.</summary>
    static abstract void SquareTimes(ulong* r, ulong* a, int n);

    /// <summary>As <see cref="SquareTimes"/> for two element vectors end to end, whose chains may run interleaved.</summary>
    static abstract void SquareTimesPair(ulong* r, ulong* a, int n);

    static abstract void Add(ulong* r, ulong* a, ulong* b);

    static abstract void Subtract(ulong* r, ulong* a, ulong* b);

    static abstract void Carry(ulong* r, ulong* a);

    /// <summary>mask ? b : a, lane by lane; a mask word is all ones or zero.</summary>
    static abstract void Select(ulong* r, ulong* a, ulong* b, ulong* mask);

    /// <summary>Exchanges a and b in the lanes where mask is all ones.</summary>
    static abstract void SwapIf(ulong* a, ulong* b, ulong* mask);

    /// <summary>mask ? -a : a, lane by lane. Keeps the size.</summary>
    static abstract void NegateIf(ulong* r, ulong* a, ulong* mask);

    /// <summary>Per lane: all ones if a is zero modulo p, else zero.</summary>
    static abstract void IsZero(ulong* mask, ulong* a);

    /// <summary>Per lane: all ones if the canonical form of a is odd, else zero.</summary>
    static abstract void IsNegative(ulong* mask, ulong* a);

    /// <summary>
    /// Reads, per lane, table[index] out of entries of <paramref name="length"/> words, by a masked scan of all entries. An entry is
    /// made of vectors of this field.
    /// </summary>
    static abstract void Scan(ulong* r, ulong* table, int entries, int length, ulong* index);

    /// <summary>
    /// Per lane: the signed digit of the scalar at a bit position, ((k >> bit) mod 2^width) - 2^(width-1), split in magnitude and
    /// sign (all ones or zero). Words is [4][Lanes]: word w of lane i at words + w * Lanes + i.
    /// </summary>
    static abstract void Digit(ulong* magnitude, ulong* sign, ulong* words, int bit, int width);

    /// <summary>
    /// Reads, per lane, an entry of a table shared by all lanes: limb l of entry e is at table + 16 * l + e, 15 limbs of 51 bits
    /// making three elements, which go to r end to end. Index 1 to 16 a lane takes entry index - 1,
    /// index 0 the neutral element (1, 1, 0); all of the table is read whatever the index.
    /// </summary>
    static abstract void ScanShared(ulong* r, ulong* table, ulong* index);
}
