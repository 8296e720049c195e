// Digit forms of public scalars.
namespace MobileCoin.Curve25519;

public readonly partial struct Scalar
{
    /// <summary>Digits that <see cref="NonAdjacentFormVartime"/> writes.</summary>
    internal const int NafLength = 256;

    /// <summary>
    /// The width-w non-adjacent form: digits odd or zero, below 2^(w-1) in magnitude, at most one in any w neighbours non-zero.
    /// </summary>
    internal void NonAdjacentFormVartime(Span<sbyte> digits, int width)
    {
        ReadOnlySpan<ulong> words = [_w0, _w1, _w2, _w3, 0];
        digits.Clear();
        ulong carry = 0;
        for (int bit = 0; bit < NafLength;)
        {
            int word = bit >> 6, shift = bit & 63;
            ulong window = words[word] >> shift;
            if (shift != 0) window |= words[word + 1] << (64 - shift);
            ulong value = carry + (window & ((1UL << width) - 1));
            if ((value & 1) == 0)
            {
                bit++;
                continue;
            }
            carry = value >> (width - 1);
            digits[bit] = (sbyte)((long)value - ((long)carry << width));
            bit += width;
        }
    }
}
