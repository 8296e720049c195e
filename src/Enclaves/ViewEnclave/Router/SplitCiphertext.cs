// Ciphertext and padding of a result in its old form (fact sheet fog §5.3), without showing where one ends and the other begins.
using MobileCoin.Oblivious;

namespace MobileCoin.ViewEnclave;

/// <summary>
/// Two fields, a payload of n bytes and 255 - n bytes of padding. One of the lengths takes one byte and the other two, whichever they are, so
/// that both fields together always have the same length.
/// </summary>
internal static class SplitCiphertext
{
    /// <summary>Bytes of the two fields.</summary>
    internal const int Size = CollatedResults.CiphertextSize + 5;

    private const byte PayloadTag = (3 << 3) | 2, PaddingTag = (4 << 3) | 2;

    /// <summary>Writes the fields; time and accesses are the same for every length and payload.</summary>
    /// <param name="ciphertext">255 bytes, the payload and zeros.</param>
    /// <param name="payloadLength">1 to 254.</param>
    /// <param name="fields">Receives <see cref="Size"/> bytes.</param>
    internal static void Write(ReadOnlySpan<byte> ciphertext, ulong payloadLength, Span<byte> fields)
    {
        ulong two = ConstantTime.Less(127, payloadLength), one = ~two;
        fields.Clear();
        // The payload begins one byte later if its length takes two.
        ciphertext.CopyTo(fields[2..]);
        Span<byte> later = stackalloc byte[CollatedResults.CiphertextSize + 1];
        later[0] = (byte)(payloadLength >> 7);
        ciphertext.CopyTo(later[1..]);
        ConstantTime.CopyIf(two, later, fields.Slice(2, later.Length));
        fields[0] = PayloadTag;
        fields[1] = (byte)(payloadLength | (two & 0x80));
        ulong padding = (ulong)CollatedResults.CiphertextSize - payloadLength;
        ulong end = 2 + (two & 1) + payloadLength;
        for (int i = 3; i < Size; i++)
        {
            ulong at = (ulong)i;
            ulong inside = ConstantTime.Less(at, end);
            fields[i] = (byte)((fields[i] & inside)
                | (PaddingTag & ConstantTime.Equal(at, end))
                | ((padding | (one & 0x80)) & ConstantTime.Equal(at, end + 1))
                | (one & 1 & ConstantTime.Equal(at, end + 2)));
        }
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(later);
    }
}
