// IPv6 addresses as the URL standard reads and writes them (fact sheet crypto §8.2).
using System.Globalization;
using System.Text;

namespace MobileCoin.Wire.Uris;

/// <summary>Eight numbers of 16 bits: the one way of writing an address, whatever way it was written before.</summary>
internal static class Ipv6Text
{
    private const int Pieces = 8;

    /// <summary>Rewrites an address without its brackets: lower case, no leading zeros, the longest run of zeros left out.</summary>
    internal static bool TryNormalise(ReadOnlySpan<char> text, out string address)
    {
        Span<ushort> pieces = stackalloc ushort[Pieces];
        bool valid = TryRead(text, pieces);
        address = valid ? Write(pieces) : "";
        return valid;
    }

    private static bool TryRead(ReadOnlySpan<char> text, Span<ushort> pieces)
    {
        int count = 0;
        int gap = -1; // where the two colons stood
        if (text is [':', ..])
        {
            if (text is not [':', ':', ..]) return false;
            text = text[2..];
            gap = 0;
        }
        while (!text.IsEmpty)
        {
            if (text[0] == ':')
            {
                // The colon before this one ended a number: two in a row leave zeros out, once.
                if (gap >= 0) return false;
                gap = count;
                text = text[1..];
                continue;
            }
            if (count == Pieces) return false;
            int digits = 0;
            while (digits < Math.Min(4, text.Length) && char.IsAsciiHexDigit(text[digits])) digits++;
            if (digits < text.Length && text[digits] == '.')
            {
                if (count > Pieces - 2 || !TryReadIpv4(text, pieces[count..])) return false;
                count += 2;
                break;
            }
            if (digits == 0) return false;
            pieces[count++] = ushort.Parse(text[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            text = text[digits..];
            if (text.IsEmpty) break;
            if (text[0] != ':' || text.Length == 1) return false;
            text = text[1..];
        }
        if (gap < 0) return count == Pieces;
        if (count == Pieces) return false;
        int after = count - gap;
        pieces.Slice(gap, after).CopyTo(pieces[^after..]);
        pieces[gap..^after].Clear();
        return true;
    }

    private static bool TryReadIpv4(ReadOnlySpan<char> text, Span<ushort> pieces)
    {
        for (int i = 0; i < 4; i++)
        {
            if (i > 0)
            {
                if (text is not ['.', ..]) return false;
                text = text[1..];
            }
            int digits = 0;
            while (digits < Math.Min(3, text.Length) && char.IsAsciiDigit(text[digits])) digits++;
            if (digits == 0 || (digits > 1 && text[0] == '0')) return false;
            int value = int.Parse(text[..digits], CultureInfo.InvariantCulture);
            if (value > byte.MaxValue) return false;
            pieces[i / 2] = (ushort)((pieces[i / 2] << 8) | value);
            text = text[digits..];
        }
        return text.IsEmpty;
    }

    private static string Write(ReadOnlySpan<ushort> pieces)
    {
        (int start, int length) = LongestZeros(pieces);
        var text = new StringBuilder();
        for (int i = 0; i < Pieces; i++)
        {
            if (i == start && length > 1)
            {
                text.Append(i == 0 ? "::" : ":");
                i += length - 1;
                continue;
            }
            text.Append(pieces[i].ToString("x", CultureInfo.InvariantCulture));
            if (i < Pieces - 1) text.Append(':');
        }
        return text.ToString();
    }

    private static (int Start, int Length) LongestZeros(ReadOnlySpan<ushort> pieces)
    {
        (int Start, int Length) longest = (0, 0);
        for (int i = 0; i < Pieces; i++)
        {
            int length = 0;
            while (i + length < Pieces && pieces[i + length] == 0) length++;
            if (length > longest.Length) longest = (i, length);
            i += length;
        }
        return longest;
    }
}
