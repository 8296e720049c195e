// Percent signs in URLs: which characters they stand for, and back (fact sheet crypto §8.2, §8.3).
using System.Text;

namespace MobileCoin.Wire.Uris;

/// <summary>
/// The percent-encode sets of the URL standard: each always holds the control characters and everything beyond ASCII. A percent sign that
/// is there already stays as it is.
/// </summary>
internal static class PercentText
{
    internal const string Host = "";
    internal const string Query = " \"#<>";
    internal const string Fragment = " \"<>`";
    internal const string Path = " \"#<>?`{}";
    internal const string UserInfo = Path + "/:;=@[\\]^|";

    private const string HexDigits = "0123456789ABCDEF";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Appends a text, encoding what is in the set.</summary>
    internal static void Encode(StringBuilder to, ReadOnlySpan<char> text, string set)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is >= 0x20 and < 0x7f && !set.Contains((char)rune.Value))
            {
                to.Append((char)rune.Value);
                continue;
            }
            foreach (byte b in utf8[..rune.EncodeToUtf8(utf8)]) to.Append('%').Append(HexDigits[b >> 4]).Append(HexDigits[b & 15]);
        }
    }

    /// <summary>The text that an encoded one stands for.</summary>
    /// <returns>False if its bytes are not UTF-8.</returns>
    internal static bool TryDecode(ReadOnlySpan<char> text, out string decoded)
    {
        try
        {
            decoded = StrictUtf8.GetString(Bytes(text, plusIsSpace: false));
            return true;
        }
        catch (DecoderFallbackException)
        {
            decoded = "";
            return false;
        }
    }

    /// <summary>The text of a form's name or value: a plus sign is a space, what is not UTF-8 becomes U+FFFD.</summary>
    internal static string DecodeForm(ReadOnlySpan<char> text) => Encoding.UTF8.GetString(Bytes(text, plusIsSpace: true));

    private static byte[] Bytes(ReadOnlySpan<char> text, bool plusIsSpace)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToArray());
        int length = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            byte b = bytes[i];
            if (b == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]))
            {
                b = (byte)((Digit(bytes[i + 1]) << 4) | Digit(bytes[i + 2]));
                i += 2;
            }
            else if (b == '+' && plusIsSpace)
            {
                b = (byte)' ';
            }
            bytes[length++] = b;
        }
        return bytes[..length];
    }

    private static int Digit(byte hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;
}
