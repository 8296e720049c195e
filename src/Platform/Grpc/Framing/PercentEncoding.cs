// The percent encoding of grpc-message: printable ASCII but '%' as it is, other bytes of UTF-8 as %XX.
using System.Buffers;
using System.Text;

namespace MobileCoin.Grpc;

/// <summary>A status's text as it travels.</summary>
internal static class PercentEncoding
{
    private const string Digits = "0123456789ABCDEF";
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(c => (char)c).Where(c => c != '%')]);

    internal static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain)) return text;
        StringBuilder encoded = new(text.Length + 16);
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            if (Plain.Contains((char)b)) encoded.Append((char)b);
            else encoded.Append('%').Append(Digits[b >> 4]).Append(Digits[b & 15]);
        }
        return encoded.ToString();
    }

    /// <summary>Never fails: what is not well formed stays as it is.</summary>
    internal static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal)) return text;
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int length = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]))
            {
                bytes[length++] = (byte)((Value(bytes[i + 1]) << 4) | Value(bytes[i + 2]));
                i += 2;
            }
            else bytes[length++] = bytes[i];
        }
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static int Value(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
